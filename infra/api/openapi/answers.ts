import { STATUS_CODES } from 'node:http';
import type { Operation } from '../../../shared/http/operation.ts';
import { ProblemBody } from '../../../shared/http/problem-body.ts';
import { type ProblemCode, problems } from '../../../shared/http/problems.ts';
import { spreadsheetTypes } from '../../../shared/spreadsheet.ts';
import { answerHeaders, type Reference } from './headers.ts';
import { bearsToken, problemsOf } from './problems.ts';
import type { JsonSchema, SchemaBook } from './schemas.ts';

/** One answer of an operation, as OpenAPI describes it. */
export type Answer = {
  readonly description: string;
  readonly headers: Readonly<Record<string, Reference>>;
  readonly content?: Readonly<
    Record<string, { readonly schema: JsonSchema; readonly example?: unknown; readonly examples?: object }>
  >;
};

/** What the gateway says as JSON: `{"message": "Unauthorized"}`. */
function message(text: string) {
  const schema: JsonSchema = {
    type: 'object',
    properties: { message: { type: 'string', const: text } },
    required: ['message'],
  };
  return { 'application/json': { schema, example: { message: text } } };
}

const text = (example: string) => ({ 'text/plain': { schema: { type: 'string' }, example } }) as const;

/**
 * Answers that API Gateway gives in place of any function of ours, by status: to every route. Its sizes are quotas of
 * HTTP APIs (developer guide); the words are as clients have seen them. It has no 405: a method that no route has is a
 * 404 like any other address, and no 502 or 504: what a function answers too late is a 503, what it answers wrongly a 500.
 */
const gatewayStatuses = {
  400: {
    name: 'BadRequest',
    content: message('Bad Request'),
    description: 'Yêu cầu HTTP sai dạng · The HTTP request is malformed',
  },
  413: {
    name: 'ContentTooLarge',
    content: text('HTTP content length exceeded 10485760 bytes.'),
    description: 'Nội dung lớn hơn 10 MB · The body is larger than 10 MB',
  },
  429: {
    name: 'TooManyRequests',
    content: message('Too Many Requests'),
    description: 'Quá nhiều yêu cầu, hãy thử lại sau giây lát · Too many requests: try again in a moment',
  },
  431: {
    name: 'RequestHeaderFieldsTooLarge',
    content: text('HTTP header is larger than 10240 bytes.'),
    description:
      'Dòng yêu cầu và các tiêu đề lớn hơn 10 KB · The request line and the headers are larger than 10 KB',
  },
  500: {
    name: 'InternalServerError',
    content: message('Internal Server Error'),
    description: 'Lỗi hệ thống, hãy thử lại sau · Something went wrong on our side: try again later',
  },
  503: {
    name: 'ServiceUnavailable',
    content: message('Service Unavailable'),
    description: 'Hệ thống đang bận, hãy thử lại sau giây lát · The service is busy: try again in a moment',
  },
} as const;

/** Answers that API Gateway gives before any function of ours runs. */
export const gatewayAnswers: Readonly<Record<string, Answer>> = {
  Unauthorized: {
    description:
      'Thiếu mã truy cập, hoặc mã đã hết hạn hay sai chữ ký · No token, or an expired or forged one',
    headers: answerHeaders('WWW-Authenticate'),
    content: message('Unauthorized'),
  },
  ...Object.fromEntries(
    Object.values(gatewayStatuses).map(({ name, content, description }) => [
      name,
      { description, headers: {}, content },
    ]),
  ),
};

/** What the gateway itself says with a status, where it does. */
const gatewayContentOf = (status: number): Answer['content'] =>
  Object.entries(gatewayStatuses).find(([one]) => Number(one) === status)?.[1].content;

/** The answers of an operation by status: the good one, its problems, and those of API Gateway. */
export function answersOf(operation: Operation, book: SchemaBook): Record<string, Answer | Reference> {
  const body = book.write(ProblemBody, 'output');
  const byStatus = Map.groupBy(problemsOf(operation), (code) => problems[code].status);
  return {
    ...Object.fromEntries(
      Object.entries(gatewayStatuses).map(([status, { name }]) => [
        status,
        { $ref: `#/components/responses/${name}` },
      ]),
    ),
    [operation.status]: goodAnswer(operation, book),
    ...Object.fromEntries([...byStatus].map(([status, codes]) => [status, refusal(status, codes, body)])),
    ...(bearsToken(operation) ? { 401: { $ref: '#/components/responses/Unauthorized' } } : {}),
  };
}

function goodAnswer(operation: Operation, book: SchemaBook): Answer {
  const { status, etag, writes, spreadsheet } = operation;
  const content = contentOf(operation, book);
  return {
    description: STATUS_CODES[status] ?? '',
    headers: answerHeaders(
      'X-Correlation-Id',
      ...(etag ? (['ETag'] as const) : []),
      ...(status === 201 ? (['Location'] as const) : []),
      ...(writes ? (['Idempotent-Replayed'] as const) : []),
      ...(spreadsheet === 'inParts' ? (['Link'] as const) : []),
    ),
    ...(content && { content }),
  };
}

function contentOf(
  { output, content, spreadsheet, examples }: Operation,
  book: SchemaBook,
): Answer['content'] {
  if (content)
    return { [content]: { schema: { type: content === 'application/json' ? 'object' : 'string' } } };
  if (!output) return undefined;
  const example = examples?.response === undefined ? {} : { example: examples.response };
  return {
    'application/json': { schema: book.write(output, 'output'), ...example },
    ...(spreadsheet && {
      [spreadsheetTypes.csv]: { schema: { type: 'string' } },
      [spreadsheetTypes.xlsx]: { schema: { type: 'string', format: 'binary' } },
    }),
  };
}

function refusal(status: number, codes: readonly ProblemCode[], body: JsonSchema): Answer {
  // Of all problems, only those of this operation with this status.
  const schema = { allOf: [body, { properties: { status: { const: status }, code: { enum: [...codes] } } }] };
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  return {
    description: codes.map((code) => `${problems[code].title.vi} · ${problems[code].title.en}`).join('; '),
    headers: answerHeaders(
      // The gateway, which says the same for all callers together, sends neither.
      ...(status === 429 ? [] : (['X-Correlation-Id', 'Content-Language'] as const)),
      ...(status === 503 || status === 429 ? (['Retry-After'] as const) : []),
    ),
    content: {
      'application/problem+json': { schema, examples: Object.fromEntries(examples) },
      ...gatewayContentOf(status),
    },
  };
}
