import type * as z from 'zod';
import type { Operation } from '../../../shared/http/operation.ts';
import { headerParameters, type Reference } from './headers.ts';
import { bearsKey, bearsToken } from './problems.ts';
import type { JsonSchema, SchemaBook } from './schemas.ts';

/** A parameter in path or query, as OpenAPI describes it. */
type Parameter = {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly description?: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
};

/** How callers prove who they are. */
export const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Access token of the OpenID Connect provider: VNeID or the national portal.',
  },
  postalSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Motcua-Signature',
    description: '`sha256=` and the hex HMAC-SHA256, under the shared key, of timestamp, full stop and body.',
  },
  postalTimestamp: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Motcua-Timestamp',
    description: 'When the body was signed.',
  },
} as const;

export function securityOf(operation: Operation): readonly Readonly<Record<string, readonly string[]>>[] {
  if (operation.callers === 'postal') return [{ postalSignature: [], postalTimestamp: [] }];
  return bearsToken(operation) ? [{ bearer: [] }] : [];
}

/** Everything a call carries beside its body. */
export function parametersOf(operation: Operation, book: SchemaBook): readonly (Parameter | Reference)[] {
  const { params, query, writes, content } = operation;
  if (content) return [];
  return [
    ...(params ? parametersIn('path', params, book) : []),
    ...(query ? parametersIn('query', query, book) : []),
    ...headerParameters(
      ...(bearsKey(operation) ? (['Idempotency-Key'] as const) : []),
      ...(writes === 'change' ? (['If-Match'] as const) : []),
      'Accept-Language',
      'X-Correlation-Id',
    ),
  ];
}

function parametersIn(place: Parameter['in'], schema: z.ZodType, book: SchemaBook): readonly Parameter[] {
  const { properties = {}, required = [] } = book.write(schema, 'input');
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...shape }: JsonSchema = typeof property === 'boolean' ? {} : property;
    return {
      in: place,
      name,
      ...(description && { description }),
      required: required.includes(name),
      schema: shape,
    };
  });
}

export function requestBodyOf({ body, examples }: Operation, book: SchemaBook) {
  if (!body) return undefined;
  const example = examples?.request === undefined ? {} : { example: examples.request };
  return {
    required: true,
    content: { 'application/json': { schema: book.write(body, 'input'), ...example } },
  };
}
