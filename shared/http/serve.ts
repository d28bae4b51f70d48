import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import * as z from 'zod';
import { type Now, systemNow } from '../clock.ts';
import { type NewId, type NewSecret, randomId, randomSecret } from '../ids.ts';
import { log, logger } from '../log.ts';
import { environment } from '../resources.ts';
import { commit, Superseded, type Write } from '../table/transaction.ts';
import type { Language } from '../text.ts';
import { type Caller, type CallerOf, Claims, callerFrom, IdentitySettings, isAllowed } from './caller.ts';
import { fault, faultsOf } from './faults.ts';
import { correlationIdOf, EntityTag, IdempotencyKey } from './headers.ts';
import {
  type Answer,
  keepAnswer,
  type Repeatable,
  Replay,
  replayInstead,
  requestHash,
} from './idempotency.ts';
import { BODY_LIMIT_BYTES, type Callers, type Operation } from './operation.ts';
import { problemAnswer } from './problem-answer.ts';
import { type Fault, Problem, type ProblemCode } from './problems.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
type Schema = z.ZodType | undefined;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** A request whose every part has been parsed and whose caller may call. */
type Request<P extends Schema, Q extends Schema, B extends Schema, Who extends Callers> = {
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  readonly caller: CallerOf<Who>;
  /** The version of `If-Match`; 0 where the contract asks for none. */
  readonly expectedVersion: number;
  readonly language: Language;
  readonly correlationId: string;
};

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

/** The signature check of a partner's callback, over its raw body. @throws Problem `signature-invalid` */
export type VerifySignature = (
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: string,
  now: Date,
) => Promise<void>;

const sources: Sources = { now: systemNow, newId: randomId, newSecret: randomSecret };

/** A change whose reads were overtaken is run again this often: each time on fresh reads. */
const SUPERSEDED_RETRIES = 8;

const languageOf = (header: string | undefined): Language => (/^\s*en\b/i.test(header ?? '') ? 'en' : 'vi');

/** A version as an ETag (RFC 9110, strong). */
const etag = (version: number): string => `"${version}"`;

const specialHeaders: Readonly<Record<string, ProblemCode>> = {
  'idempotency-key': 'idempotency-key-required',
  'if-match': 'if-match-required',
};

/** All faults of a request at once; a single faulty special header has a problem type of its own. */
function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const own = faults.length === 1 && faults[0]?.in === 'header' ? specialHeaders[faults[0].field] : undefined;
  throw new Problem(own ?? 'invalid-request', { faults });
}

const messages = {
  idempotencyKey: {
    vi: 'Cần 1 đến 128 ký tự, mới cho mỗi thao tác',
    en: 'Needs 1 to 128 characters, new for each action',
  },
  ifMatch: {
    vi: 'Cần ETag của hồ sơ đã đọc, ví dụ "3"',
    en: 'Needs the ETag of the dossier as read, e.g. "3"',
  },
} as const satisfies Record<string, Fault['message']>;

const header = (
  event: Event,
  name: string,
  schema: z.ZodType<string>,
  message: Fault['message'],
  faults: Fault[],
): string => {
  const parsed = schema.safeParse(event.headers[name]);
  if (parsed.success) return parsed.data;
  faults.push(fault('header', name, event.headers[name] === undefined ? 'required' : 'malformed', message));
  return '';
};

function part<S extends Schema>(name: Fault['in'], schema: S, value: unknown, faults: Fault[]): Parsed<S> {
  const parsed = schema?.safeParse(value, { reportInput: true });
  if (parsed && !parsed.success) faults.push(...faultsOf(name, parsed.error.issues));
  // The schema's own output, or a value that `refuseFaults` lets nobody see.
  return parsed?.data as Parsed<S>;
}

/** The identity settings do not change while a container lives. */
let identity: IdentitySettings | undefined;

function callerOf(operation: Operation, event: Event): Caller {
  if (operation.callers === 'public') return { kind: 'anonymous' };
  if (operation.callers === 'postal') return { kind: 'partner', partner: 'postal' };
  identity ??= IdentitySettings.parse(JSON.parse(environment('IDENTITY')));
  const caller = callerFrom(Claims.parse(event.requestContext.authorizer.jwt.claims), identity);
  if (!isAllowed(operation.callers, caller)) throw new Problem('caller-not-allowed');
  return caller;
}

/** Authorizes, then parses: a stranger learns nothing about the shape of a request. */
function requestOf<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
  Who extends Callers,
>(operation: Operation<P, Q, B, O, Who>, event: Event): { request: Request<P, Q, B, Who>; key: string } {
  // `isAllowed` has just proved that the caller is one of those the contract lets in.
  const caller = callerOf(operation, event) as CallerOf<Who>;
  const faults: Fault[] = [];
  const keyed = operation.writes === 'create' || operation.writes === 'change';
  const key = keyed ? header(event, 'idempotency-key', IdempotencyKey, messages.idempotencyKey, faults) : '';
  const ifMatch =
    operation.writes === 'change' ? header(event, 'if-match', EntityTag, messages.ifMatch, faults) : '"0"';
  const request = {
    caller,
    expectedVersion: Number(ifMatch.slice(1, -1)),
    params: part('path', operation.params, event.pathParameters ?? {}, faults),
    query: part('query', operation.query, event.queryStringParameters ?? {}, faults),
    body: part('body', operation.body, event.body, faults),
    language: languageOf(event.headers['accept-language']),
    correlationId: correlationIdOf(event),
  };
  refuseFaults(faults);
  return { request: request as Request<P, Q, B, Who>, key };
}

function answerOf(operation: Operation, answered: Answered<Schema>): Answer {
  const headers: Record<string, string> = { 'cache-control': 'no-store', ...answered.headers };
  if (answered.version !== undefined) headers.etag = etag(answered.version);
  if (answered.location) headers.location = answered.location;
  if (!operation.output) return { status: operation.status, headers, body: '' };
  const body = JSON.stringify(operation.output.parse(answered.body));
  return { status: operation.status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** A partner's callback is a repeat when it names the same event. */
const EventId = z.object({ eventId: z.string() });

const subjectOf = (caller: Caller): string =>
  caller.kind === 'partner' ? caller.partner : caller.kind === 'anonymous' ? 'anonymous' : caller.subject;

/** Codes of middy's body parser as problems of ours. */
const parserProblems: Readonly<Record<number, ProblemCode>> = { 415: 'body-not-json', 422: 'malformed-json' };

function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof Superseded) return new Problem('busy');
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
    return { statusCode: status, headers: { ...headers, 'x-correlation-id': correlationIdOf(event) }, body };
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
>(
  operation: Operation<P, Q, B, O, Who>,
  useCase: (request: Request<P, Q, B, Who>, sources: Sources) => Promise<Changed<O>>,
  verifySignature?: VerifySignature,
) =>
  chain(operation, async (event, rawBody) => {
    await verifySignature?.(event.headers, rawBody, sources.now());
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
        await commit([keepAnswer(repeatable, answer, sources.now()), ...changed.writes]);
        return answer;
      } catch (error) {
        if (error instanceof Superseded && attempt < SUPERSEDED_RETRIES) continue;
        const outcome =
          error instanceof Problem &&
          error.code !== 'dossier-not-found' &&
          error.code !== 'idempotency-key-reused'
            ? await replayInstead(repeatable, error)
            : error;
        if (outcome instanceof Replay)
          return { ...outcome.answer, headers: { ...outcome.answer.headers, 'idempotent-replayed': 'true' } };
        throw outcome;
      }
    }
  });
