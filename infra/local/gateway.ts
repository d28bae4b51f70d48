import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Assembly } from './assembly.ts';
import type { Outcome } from './functions/environment.ts';
import { THROTTLED } from './functions/pool.ts';
import type { Functions } from './functions.ts';
import { type Api, type Route, readApi } from './gateway/api.ts';
import { type Cors, corsHeaders, preflightHeaders } from './gateway/cors.ts';
import { type Answer, answerOf, eventOf, type Incoming, message, requestTime } from './gateway/payload.ts';
import { type Found, routing } from './gateway/routes.ts';

/** The HTTP API of the assembly, served. */
export type Gateway = { readonly url: string; close(): Promise<void> };

type Options = {
  /** 0 for any that is free. */
  readonly port: number;
  readonly assembly: Assembly;
  readonly functions: Pick<Functions, 'invoke'>;
  /** Hears one line per request, in the format of the stage's access log. */
  readonly onAccess?: (line: string) => void;
};

/** What is known of a request from its first byte on. */
type Arrival = { readonly requestId: string; readonly receivedAt: Date };

/** The greatest body, and the greatest request line with its headers, that an HTTP API takes (its quotas). */
const LIMIT_BYTES = 10 * 1024 * 1024;
const HEADER_LIMIT_BYTES = 10_240;

const HOST = '127.0.0.1';

/** Serves the HTTP API of an assembly on the loopback interface, answering as API Gateway does. */
export async function startGateway({ port, assembly, functions, onAccess }: Options): Promise<Gateway> {
  const api = readApi(assembly);
  const find = routing(api.routes);

  const answerTo = async (
    incoming: Incoming,
    arrival: Arrival,
  ): Promise<{ answer: Answer; routeKey: string }> => {
    const { origin } = incoming.headers;
    if (api.cors && incoming.method === 'OPTIONS' && incoming.headers['access-control-request-method']) {
      const headers = preflightHeaders(api.cors, origin);
      return { routeKey: 'OPTIONS', answer: { status: 204, headers, cookies: [], body: Buffer.of() } };
    }
    const found = find(incoming.method, incoming.target.split('?', 1)[0] ?? '/');
    const answer = found
      ? await integrate(api, functions, incoming, found, arrival)
      : message(404, 'Not Found');
    return { routeKey: found?.route.routeKey ?? '-', answer: withCors(answer, api.cors, origin) };
  };

  const server = createServer({ maxHeaderSize: HEADER_LIMIT_BYTES }, async (request, response) => {
    const arrival = { requestId: randomBytes(11).toString('base64'), receivedAt: new Date() };
    try {
      const { answer, routeKey } = await answerTo(await receive(request), arrival);
      respond(response, answer, arrival.requestId);
      if (api.accessLogFormat) onAccess?.(accessLine(api.accessLogFormat, arrival, routeKey, answer));
    } catch (error) {
      // Only a client that has gone, or a fault of the gateway itself, comes here.
      response.destroy(error instanceof Error ? error : undefined);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gateway listens on no port');
  return {
    url: `http://${HOST}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As clients have seen it: plain text, unlike the other answers of the API itself. */
const tooLarge: Answer = {
  status: 413,
  headers: { 'content-type': 'text/plain' },
  cookies: [],
  body: Buffer.from(`HTTP content length exceeded ${LIMIT_BYTES} bytes.`),
};

async function integrate(
  api: Api,
  functions: Pick<Functions, 'invoke'>,
  incoming: Incoming,
  { route, pathParameters }: Found<Route>,
  arrival: Arrival,
): Promise<Answer> {
  if (incoming.body.length > LIMIT_BYTES) return tooLarge;
  if (!route.takes()) return message(429, 'Too Many Requests');
  const verdict = await route.authorize?.(incoming.headers.authorization);
  if (verdict?.allowed === false)
    return message(401, 'Unauthorized', { 'www-authenticate': verdict.challenge });
  const { routeKey, timeoutMs, functionArn } = route;
  const event = eventOf(incoming, { ...api, ...arrival, routeKey, pathParameters, claims: verdict?.claims });
  const outcome = await within(timeoutMs, functions.invoke(functionArn, event));
  if (!outcome || (!outcome.ok && outcome.error.errorType === THROTTLED))
    return message(503, 'Service Unavailable');
  return (outcome.ok && answerOf(outcome.result)) || message(500, 'Internal Server Error');
}

/** The outcome, or nothing when it takes longer than the integration waits. */
async function within(milliseconds: number, outcome: Promise<Outcome>): Promise<Outcome | undefined> {
  const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  try {
    return await Promise.race([outcome, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Where the API has CORS settings, they alone speak: what a function says of it is dropped. */
function withCors(answer: Answer, cors: Cors | undefined, origin: string | undefined): Answer {
  if (!cors) return answer;
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
  return { ...answer, headers: { ...Object.fromEntries(own), ...corsHeaders(cors, origin) } };
}

/** Reads a request; of one that is too long only so much as shows it. */
async function receive(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    // The rest is read and dropped, for a client listens only when it has sent all.
    if (length <= LIMIT_BYTES) chunks.push(bytes);
    length += bytes.length;
  }
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: request.headers,
    body: Buffer.concat(chunks),
    sourceIp: request.socket.remoteAddress ?? HOST,
  };
}

function respond(
  response: ServerResponse,
  { status, headers, cookies, body }: Answer,
  requestId: string,
): void {
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && { 'content-length': String(body.length) }),
    'apigw-requestid': requestId,
    ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
  });
  response.end(body);
}

/** A line of the access log; variables that are not known here are a dash, as in AWS. */
function accessLine(
  format: string,
  { requestId, receivedAt }: Arrival,
  routeKey: string,
  { status, body }: Answer,
): string {
  const latency = String(Date.now() - receivedAt.getTime());
  const known: Record<string, string> = {
    requestId,
    requestTime: requestTime(receivedAt),
    routeKey,
    status: String(status),
    responseLength: String(body.length),
    responseLatency: latency,
    integrationLatency: latency,
  };
  return format.replaceAll(/\$context\.([\w.]+)/g, (_, name: string) => known[name] ?? '-');
}
