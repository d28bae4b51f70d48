import type * as z from 'zod';
import { type Operation, partnerOf } from '../../../shared/http/operation.ts';
import { type PartnerId, partnerIds, partners } from '../../../shared/partners.ts';
import { signatureSchemes } from '../../../shared/signature.ts';
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

/** The name of what a partner signs with among the security schemes: `postal.x-motcua-signature`. */
const schemeOf = (partner: PartnerId, field: string): string => `${partner}.${field}`;

/** How callers prove who they are. */
export const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Access token of the OpenID Connect provider: VNeID or the national portal.',
  },
  ...Object.fromEntries(
    partnerIds.flatMap((partner) => {
      const { in: place, fields } = signatureSchemes[partners[partner].signature];
      return Object.entries(fields).map(([name, description]) => [
        schemeOf(partner, name),
        { type: 'apiKey', in: place, name, description: `${partners[partner].name.en}: ${description}` },
      ]);
    }),
  ),
};

export function securityOf(operation: Operation): readonly Readonly<Record<string, readonly string[]>>[] {
  const partner = partnerOf(operation.callers);
  if (!partner) return bearsToken(operation) ? [{ bearer: [] }] : [];
  const { fields } = signatureSchemes[partners[partner].signature];
  const names = Object.keys(fields).map((name) => schemeOf(partner, name));
  return names.length > 0 ? [Object.fromEntries(names.map((name) => [name, []]))] : [];
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
