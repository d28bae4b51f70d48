import * as z from 'zod';
import type { Answer, Request } from '../http.ts';

/** What the API knows about a request. */
type Routed = {
  readonly accountId: string;
  readonly apiId: string;
  readonly requestId: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  /** The claims of the token, on routes with an authorizer. */
  readonly claims: Readonly<Record<string, string>> | undefined;
};

/** Types that reach a function as text; every other body is encoded in base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b|application\/[^;]+\+(json|xml)\b)/i;

/** The values of a repeated parameter are joined by commas, as Node joins those of headers. */
function queryOf(query: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

/** The event of an HTTP API for a function, payload format 2.0 (HTTP API guide, "Lambda proxy integrations"). */
export function eventOf(request: Request, routed: Routed) {
  const { method, path, query, body } = request;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const queryStringParameters = queryOf(query);
  const { host: domainName = 'localhost', 'content-type': type, 'user-agent': userAgent = '' } = headers;
  const isText = type === undefined || TEXT.test(type);
  return {
    version: '2.0',
    routeKey: routed.routeKey,
    rawPath: path,
    rawQueryString: query,
    headers,
    ...(query !== '' && { queryStringParameters }),
    ...(Object.keys(routed.pathParameters).length > 0 && { pathParameters: routed.pathParameters }),
    requestContext: {
      accountId: routed.accountId,
      apiId: routed.apiId,
      ...(routed.claims && { authorizer: { jwt: { claims: routed.claims, scopes: null } } }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent },
      requestId: routed.requestId,
      routeKey: routed.routeKey,
      stage: routed.stage,
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

const resultSchema = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
});

/** The answer that a function's result stands for; undefined when it is malformed. */
export function answerOf(result: unknown): Answer | undefined {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode, headers, body, isBase64Encoded } = parsed.data;
  const lowered = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  // Of CORS the settings of the API alone speak.
  const own = lowered.filter(([name]) => !name.startsWith('access-control-'));
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=utf-8', ...Object.fromEntries(own) },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** An answer of the API itself. */
export const message = (status: number, text: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message: text }),
});
