import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Assembly } from './assembly.ts';
import { TOO_LARGE } from './functions/environment.ts';
import { THROTTLED } from './functions/pool.ts';
import type { Functions } from './functions.ts';
import { type Api, type Route, readApi } from './gateway/api.ts';
import { corsHeaders, preflightHeaders } from './gateway/cors.ts';
import { answerOf, eventOf, message } from './gateway/payload.ts';
import { type Found, routing } from './gateway/routes.ts';
import { type Answer, type Request, type Server, serve } from './http.ts';

type Options = {
  /** 0 for any that is free. */
  readonly port: number;
  readonly assembly: Assembly;
  readonly functions: Pick<Functions, 'invoke'>;
};

/** The greatest body, and the greatest request line with its headers, that an HTTP API takes (its quotas). */
const LONGEST_BODY = 10 * 1024 * 1024;
const LONGEST_HEADERS = 10_240;

/** As clients have seen it: plain text, unlike the other answers of the API itself. */
const tooLong: Answer = {
  status: 413,
  headers: { 'content-type': 'text/plain' },
  body: `HTTP content length exceeded ${LONGEST_BODY} bytes.`,
};

/** Serves the HTTP API of an assembly on the loopback interface, answering as API Gateway does. */
export function startGateway({ port, assembly, functions }: Options): Promise<Server> {
  const api = readApi(assembly);
  const find = routing(api.routes);

  return serve(port, { body: LONGEST_BODY, headers: LONGEST_HEADERS }, async (request) => {
    const requestId = randomBytes(11).toString('base64');
    const { origin } = request.headers;
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'])
      return { status: 204, headers: preflightHeaders(api.cors, origin), body: '' };
    const found = find(request.method, request.path);
    const answer = found
      ? await integrate(api, functions, request, found, requestId)
      : message(404, 'Not Found');
    const own = { ...corsHeaders(api.cors, origin), 'apigw-requestid': requestId };
    return { ...answer, headers: { ...answer.headers, ...own } };
  });
}

async function integrate(
  api: Api,
  functions: Pick<Functions, 'invoke'>,
  request: Request,
  { route, pathParameters }: Found<Route>,
  requestId: string,
): Promise<Answer> {
  if (request.length > LONGEST_BODY) return tooLong;
  if (!route.takes()) return message(429, 'Too Many Requests');
  const verdict = await route.authorize?.(request.headers.authorization);
  if (verdict?.allowed === false)
    return message(401, 'Unauthorized', { 'www-authenticate': verdict.challenge });
  const { routeKey, timeoutMs, functionArn } = route;
  const event = eventOf(request, { ...api, requestId, routeKey, pathParameters, claims: verdict?.claims });
  const tooLate = sleep(timeoutMs, undefined, { ref: false });
  const outcome = await Promise.race([functions.invoke(functionArn, event), tooLate]);
  if (outcome?.ok) return answerOf(outcome.result) ?? message(500, 'Internal Server Error');
  switch (outcome?.error.errorType) {
    case undefined:
    case THROTTLED:
      return message(503, 'Service Unavailable');
    case TOO_LARGE:
      return message(413, 'Request Too Long');
    default:
      return message(500, 'Internal Server Error');
  }
}
