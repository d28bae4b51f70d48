import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';

/** A request as it arrived. */
export type Incoming = {
  readonly method: string;
  /** Path and query as in the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
};

/** What the API knows about it. */
export type Routed = {
  readonly accountId: string;
  readonly apiId: string;
  readonly requestId: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The claims of the token, on routes with an authorizer. */
  readonly claims?: Readonly<Record<string, string>> | undefined;
  readonly receivedAt: Date;
};

/** Types that reach a function as text; every other body is encoded in base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b|application\/[^;]+\+(json|xml)\b)/i;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The time of a request as access logs write it: `12/Mar/2020:19:03:58 +0000`. */
export function requestTime(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}

/** The values of a repeated parameter or header are joined by commas. */
function joined(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

/** The event of an HTTP API for a function, payload format 2.0 (HTTP API guide, "Lambda proxy integrations"). */
export function eventOf(incoming: Incoming, routed: Routed) {
  const [rawPath = '/', rawQueryString = ''] = incoming.target.split(/\?(.*)/s);
  const headers = joined(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().map((one) => [name, one] as const),
    ),
  );
  const cookies = incoming.headers.cookie?.split(/;\s*/);
  const query = joined(new URLSearchParams(rawQueryString));
  const isText =
    incoming.headers['content-type'] === undefined || TEXT.test(incoming.headers['content-type']);
  const domainName = incoming.headers.host ?? 'localhost';
  return {
    version: '2.0',
    routeKey: routed.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(routed.pathParameters).length > 0 && { pathParameters: routed.pathParameters }),
    requestContext: {
      accountId: routed.accountId,
      apiId: routed.apiId,
      ...(routed.claims && { authorizer: { jwt: { claims: routed.claims, scopes: null } } }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: incoming.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: incoming.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: routed.requestId,
      routeKey: routed.routeKey,
      stage: routed.stage,
      time: requestTime(routed.receivedAt),
      timeEpoch: routed.receivedAt.getTime(),
    },
    ...(incoming.body.length > 0 && { body: incoming.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: incoming.body.length > 0 && !isText,
  };
}

/** An answer for the client. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
};

const resultSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
});

const isResponse = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'statusCode' in result;

/**
 * The answer that a function's result stands for; undefined when it is malformed. A result without a status code is
 * itself the body of a 200.
 */
export function answerOf(result: unknown): Answer | undefined {
  if (!isResponse(result)) {
    const body = Buffer.from(typeof result === 'string' ? result : JSON.stringify(result));
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body };
  }
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowered = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=utf-8', ...Object.fromEntries(lowered) },
    cookies,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** An answer of the API itself. */
export const message = (status: number, text: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message: text })),
});
