import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type Now, systemNow } from '../clock.ts';
import { type NewId, type NewSecret, randomId, randomSecret } from '../ids.ts';
import { log, logger } from '../log.ts';
import { isThrottled } from '../table/throttled.ts';
import { requireEdge } from './edge.ts';
import { correlationIdOf } from './headers.ts';
import type { Answer } from './idempotency.ts';
import { keepWithin } from './limit.ts';
import { BODY_LIMIT_BYTES, type Operation } from './operation.ts';
import { problemAnswer } from './problem-answer.ts';
import { Problem, type ProblemCode } from './problems.ts';
import { type Event, languageOf } from './request.ts';

/** What is not deterministic comes in from here. */
export type Sources = { readonly now: Now; readonly newId: NewId; readonly newSecret: NewSecret };

export const sources: Sources = { now: systemNow, newId: randomId, newSecret: randomSecret };

/** Codes of middy's body parser as problems of ours. */
const parserProblems: Readonly<Record<number, ProblemCode>> = { 415: 'body-not-json', 422: 'malformed-json' };

/** The time of the function (middy) or of a call to AWS (its SDK) is over: whether it was done, the same call finds out. */
const isOutOfTime = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (isThrottled(error) || isOutOfTime(error)) return new Problem('busy');
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0;
  const code = parserProblems[status];
  return code && new Problem(code);
}

/** The one chain of every operation: correlation, size, JSON, the use case, and whatever goes wrong as a problem. */
export function chain(
  operation: Operation,
  run: (event: Event, rawBody: string) => Promise<Answer & { readonly isBase64?: true }>,
) {
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
    requireEdge(event);
    await keepWithin(operation, event, sources.now());
    const { status, headers, body, isBase64 } = await run(event, raw.get(event) ?? '');
    return {
      statusCode: status,
      headers: {
        'cache-control': 'no-store',
        ...(operation.output && { 'content-type': 'application/json' }),
        ...headers,
        'x-correlation-id': correlationIdOf(event),
      },
      body,
      ...(isBase64 && { isBase64Encoded: true }),
    };
  });
}
