import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { openApi } from '../../infra/api/openapi.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { operations } from '../../shared/operations.ts';
import { checkAnswer } from './contract-check.ts';

/** What API Gateway hands to a function. */
export type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

export type Handler = (event: Event, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** What a test says of a call; the rest is as API Gateway would send it. */
export type Call = {
  readonly claims?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** A body that is not JSON, or not of ours. */
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Idempotency-Key. */
  readonly key?: string;
  /** If-Match. */
  readonly etag?: string;
  readonly sourceIp?: string;
};

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads an answer as a client does, and fails where it does not fit
  readonly body: any;
};

export const lambdaContext = {
  awsRequestId: 'b0b5c1a2-0000-4000-8000-000000000001',
  functionName: 'test',
  getRemainingTimeInMillis: () => 10_000,
} as Context;

const description = openApi(operations, { title: 'Motcua', serverUrl: '/' });

const pathOf = ({ path }: Operation, { params = {} }: Call): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');

/** A call as API Gateway hands it to a function (HTTP API, payload format 2.0). */
export function eventFor(operation: Operation, said: Call): Event {
  const { claims, params = {}, query, body, rawBody, headers = {}, key, etag, sourceIp = '127.0.0.1' } = said;
  const text = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    version: '2.0',
    routeKey: `${operation.method} ${operation.path}`,
    rawPath: pathOf(operation, said),
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
      ...(etag && { 'if-match': etag }),
      ...headers,
    },
    pathParameters: params,
    queryStringParameters: query,
    requestContext: {
      requestId: 'test-request-id',
      http: { sourceIp },
      authorizer: { jwt: { claims: claims ?? {}, scopes: [] } },
    },
    body: text,
    isBase64Encoded: false,
  } as unknown as Event;
}

/** Calls a function as API Gateway does, and holds its answer against the description. */
export async function call(operation: Operation, handler: Handler, said: Call = {}): Promise<Answered> {
  const {
    statusCode = 0,
    headers: sent = {},
    body: answer,
  } = await handler(eventFor(operation, said), lambdaContext);
  const answered = {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])),
    body: answer && /json/.test(String(sent['content-type'])) ? JSON.parse(answer) : answer || undefined,
  };
  const { method } = operation;
  checkAnswer(description, {
    ...answered,
    method,
    path: pathOf(operation, said),
    headers: new Headers(answered.headers),
  });
  return answered;
}
