import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import { type Now, systemNow } from '../clock.ts';
import { type NewId, type NewSecret, randomId, randomSecret } from '../ids.ts';
import { log, logger } from '../log.ts';
import { partnerSecret } from '../partner-secret.ts';
import { partners } from '../partners.ts';
import { signatureSchemes } from '../signature.ts';
import { isThrottled } from '../table/throttled.ts';
import { commit, Superseded, type Write } from '../table/transaction.ts';
import type { Caller } from './caller.ts';
import { correlationIdOf } from './headers.ts';
import {
  type Answer,
  putAnswer,
  type Repeatable,
  Replay,
  replayInstead,
  requestHash,
} from './idempotency.ts';
import { BODY_LIMIT_BYTES, type Callers, type Operation, partnerOf } from './operation.ts';
import { problemAnswer } from './problem-answer.ts';
import { Problem, type ProblemCode } from './problems.ts';
import { type Event, languageOf, type Request, requestOf, type Schema } from './request.ts';

/** What is not deterministic comes in from here. */
type Sources = { readonly now: Now; readonly newId: NewId; readonly newSecret: NewSecret };

/** What a use case answers. */
type Answered<O extends Schema> = {
  readonly body: O extends z.ZodType ? z.input<O> : undefined;
  /** The dossier's version after the call: becomes the ETag. */
  readonly version?: number;
  /** Path of what was created. */
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What a changing use case answers, and all that it writes: the wrapper commits both in one transaction. */
type Changed<O extends Schema> = Answered<O> & { readonly writes: readonly Write[] };

/** What is kept of an answer for repeats, and where they get the rest: what is kept elsewhere, or signed for a short time. */
type Completion<K extends z.ZodType, O extends Schema> = {
  readonly kept: K;
  readonly complete: (kept: z.output<K>) => Promise<Answered<O>['body']>;
};

const sources: Sources = { now: systemNow, newId: randomId, newSecret: randomSecret };

/** A change whose reads were overtaken is run again this often, each time on fresh reads and after a longer pause. */
const SUPERSEDED_RETRIES = 8;
const PAUSE_MS = 15;

/** A version as an ETag (RFC 9110, strong). */
const etag = (version: number): string => `"${version}"`;

function answerOf({ status, output }: Operation, answered: Answered<Schema>): Answer {
  const headers: Record<string, string> = { ...answered.headers };
  if (answered.version !== undefined) headers.etag = etag(answered.version);
  if (answered.location) headers.location = answered.location;
  return { status, headers, body: output ? JSON.stringify(output.parse(answered.body)) : '' };
}

/** A partner proves by its signature over the raw body that it calls. @throws Problem `signature-invalid` */
async function requireSignature(
  { callers }: Operation,
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: string,
  now: Date,
): Promise<void> {
  const partner = partnerOf(callers);
  if (!partner) return;
  const { isSigned } = signatureSchemes[partners[partner].signature];
  if (!isSigned(await partnerSecret(partner, now), headers, rawBody, now))
    throw new Problem('signature-invalid');
}

/** A partner's callback is a repeat when it names the same event. */
const EventId = z.object({ eventId: z.string() });

const subjectOf = (caller: Caller): string =>
  caller.kind === 'partner' ? caller.partner : caller.kind === 'anonymous' ? 'anonymous' : caller.subject;

/** Codes of middy's body parser as problems of ours. */
const parserProblems: Readonly<Record<number, ProblemCode>> = { 415: 'body-not-json', 422: 'malformed-json' };

function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof Superseded || isThrottled(error)) return new Problem('busy');
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0;
  const code = parserProblems[status];
  return code && new Problem(code);
}

/** The one chain of every operation: correlation, size, JSON, the use case, and whatever goes wrong as a problem. */
function chain(operation: Operation, run: (event: Event, rawBody: string) => Promise<Answer>) {
  const started = (event: Event, context: Context): void => {
    logger.resetKeys();
    logger.appendKeys({
      operation: operation.id,
      correlationId: correlationIdOf(event),
      requestId: context.awsRequestId,
    });
  };
  const raw = new WeakMap<object, string>();
  const base = middy<Event, APIGatewayProxyStructuredResultV2>({ timeoutEarlyInMillis: 500 })
    .before(({ event, context }) => {
      started(event, context);
      const body = event.isBase64Encoded
        ? Buffer.from(event.body ?? '', 'base64').toString()
        : (event.body ?? '');
      if (Buffer.byteLength(body) > BODY_LIMIT_BYTES) throw new Problem('body-too-large');
      raw.set(event, body);
    })
    .after(({ response }) => log.info('REQUEST_ANSWERED', { status: response?.statusCode }))
    .onError((request) => {
      const { event, error } = request;
      const problem = asProblem(error);
      if (problem) log.info('REQUEST_REFUSED', { problem: problem.code });
      else log.error('REQUEST_FAILED', error);
      request.response = problemAnswer(problem ?? new Problem('internal'), {
        language: languageOf(event.headers['accept-language']),
        correlationId: correlationIdOf(event),
      });
    });
  if (operation.body) base.use(httpJsonBodyParser());
  return base.handler(async (event) => {
    const { status, headers, body } = await run(event, raw.get(event) ?? '');
    return {
      statusCode: status,
      headers: {
        'cache-control': 'no-store',
        ...(operation.output && { 'content-type': 'application/json' }),
        ...headers,
        'x-correlation-id': correlationIdOf(event),
      },
      body,
    };
  });
}

/**
 * Serves an operation that changes nothing.
 * The answer is parsed by the contract's schema on its way out: nothing leaves that it does not state.
 */
export const serveRead = <
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
  Who extends Callers,
>(
  operation: Operation<P, Q, B, O, Who>,
  useCase: (request: Request<P, Q, B, Who>, sources: Sources) => Promise<Answered<O>>,
) =>
  chain(operation, async (event) =>
    answerOf(operation, await useCase(requestOf(operation, event).request, sources)),
  );

/**
 * Serves an operation that changes something: the use case says what to write, and the wrapper commits that
 * together with the answer to replay in one transaction. A repeat gets the original answer.
 */
export const serveChange = <
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
  Who extends Callers,
  K extends z.ZodType,
>(
  operation: Operation<P, Q, B, O, Who>,
  useCase: (request: Request<P, Q, B, Who>, sources: Sources) => Promise<Changed<O>>,
  completion?: Completion<K, O>,
) => {
  const kept = (answer: Answer, body: unknown): Answer =>
    completion ? { ...answer, body: JSON.stringify(completion.kept.parse(body)) } : answer;
  const completed = async (answer: Answer): Promise<Answer> => {
    if (!completion) return answer;
    const body = await completion.complete(completion.kept.parse(JSON.parse(answer.body)));
    return { ...answer, body: JSON.stringify(operation.output?.parse(body)) };
  };
  return chain(operation, async (event, rawBody) => {
    await requireSignature(operation, event.headers, rawBody, sources.now());
    const { request, key } = requestOf(operation, event);
    const repeatable: Repeatable = {
      subject: subjectOf(request.caller),
      key: operation.writes === 'callback' ? EventId.parse(request.body).eventId : key,
      requestHash: requestHash(operation.id, event.rawPath, rawBody),
    };
    for (let attempt = 0; ; attempt++) {
      try {
        const changed = await useCase(request, sources);
        const answer = answerOf(operation, changed);
        const keeping = putAnswer(repeatable, kept(answer, changed.body), sources.now());
        await commit([keeping, ...changed.writes]);
        return answer;
      } catch (error) {
        if (error instanceof Superseded && attempt < SUPERSEDED_RETRIES) {
          await sleep(Math.random() * PAUSE_MS * attempt);
          continue;
        }
        const outcome =
          error instanceof Problem &&
          error.code !== 'dossier-not-found' &&
          error.code !== 'idempotency-key-reused'
            ? await replayInstead(repeatable, error)
            : error;
        if (!(outcome instanceof Replay)) throw outcome;
        const answer = await completed(outcome.answer);
        return { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } };
      }
    }
  });
};
