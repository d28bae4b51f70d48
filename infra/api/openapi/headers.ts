import type * as z from 'zod';
import { CorrelationId, EntityTag, IdempotencyKey } from '../../../shared/http/headers.ts';
import { type JsonSchema, SchemaBook } from './schemas.ts';

export type Reference = { readonly $ref: string };

const shape = (schema: z.ZodType): JsonSchema => new SchemaBook().write(schema, 'input');

const inHeader = <Name extends string>(name: Name, about: { description: string; schema: JsonSchema }) =>
  ({ in: 'header', name, ...about }) as const;

/** Headers of requests, by their component's name. */
export const requestHeaders = {
  'Accept-Language': {
    ...inHeader('Accept-Language', {
      description: 'Language of problems and texts: Vietnamese unless English is preferred.',
      schema: { type: 'string', default: 'vi' },
    }),
    example: 'vi',
  },
  'X-Correlation-Id': inHeader('X-Correlation-Id', {
    description: 'Your own name for this call, to find it again in logs and events.',
    schema: shape(CorrelationId),
  }),
  'Idempotency-Key': {
    ...inHeader('Idempotency-Key', {
      description: 'Unique for what you mean to do, such as a UUID; the same on every retry of it.',
      schema: shape(IdempotencyKey),
    }),
    required: true,
    example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  },
  'If-Match': {
    ...inHeader('If-Match', {
      description: 'The `ETag` of the dossier as you read it.',
      schema: shape(EntityTag),
    }),
    required: true,
    example: '"3"',
  },
} as const;

/** A header of an answer, as OpenAPI describes it. */
export type ResponseHeader = {
  readonly description: string;
  readonly required?: true;
  readonly schema: JsonSchema;
  readonly example?: string;
};

/** Headers of answers, by their component's name. */
export const responseHeaders = {
  'X-Correlation-Id': {
    description: 'Names this call in every log line it leaves; your own, when the request carried one.',
    required: true,
    schema: { type: 'string' },
  },
  ETag: {
    description: "The dossier's version: send it back as `If-Match` with the next change.",
    required: true,
    schema: shape(EntityTag),
    example: '"3"',
  },
  Location: { description: 'Where the new resource can be read.', schema: { type: 'string' } },
  Link: {
    description:
      'Of a table as CSV or XLSX: where its next part is, while there is one (RFC 8288, `rel="next"`).',
    schema: { type: 'string' },
    example: '</v1/statistics/dossiers?figure=received&format=csv&cursor=WyJIMjUu…>; rel="next"',
  },
  'Idempotent-Replayed': {
    description: 'The call had taken effect before under this key: this is the original answer.',
    schema: { type: 'string', const: 'true' },
  },
  'Content-Language': {
    description: 'Language of the texts of this problem.',
    required: true,
    schema: { type: 'string', enum: ['vi', 'en'] },
  },
  'Retry-After': {
    description: 'Seconds to wait before trying again.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  'WWW-Authenticate': {
    description: 'What the token lacks (RFC 6750).',
    required: true,
    schema: { type: 'string' },
  },
} as const satisfies Record<string, ResponseHeader>;

const pointing = (section: string, names: readonly string[]): readonly [string, Reference][] =>
  names.map((name) => [name, { $ref: `#/components/${section}/${name}` }]);

export const headerParameters = (...names: readonly (keyof typeof requestHeaders)[]): readonly Reference[] =>
  pointing('parameters', names).map(([, reference]) => reference);

export const answerHeaders = (
  ...names: readonly (keyof typeof responseHeaders)[]
): Readonly<Record<string, Reference>> => Object.fromEntries(pointing('headers', names));
