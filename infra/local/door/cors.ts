import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import { type Answer, AwsError } from './wire.ts';

const ruleSchema = z.object({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
});
type Rule = z.infer<typeof ruleSchema>;

const bucketSchema = z.object({
  CorsConfiguration: z.object({ CorsRules: z.array(ruleSchema) }).default({ CorsRules: [] }),
});

/** Cross-origin access to buckets, as their CORS rules state it (S3 User Guide, "Using CORS"). */
export type Cors = {
  /** The answer to a preflight request. Throws `AccessForbidden` when no rule fits. */
  preflight(bucket: string, headers: IncomingHttpHeaders): Answer;
  /** What an answer to this request carries besides; nothing when no rule fits. */
  headersFor(bucket: string, method: string, headers: IncomingHttpHeaders): OutgoingHttpHeaders;
};

const matches = (pattern: string, value: string): boolean => {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === value;
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
};

const granted = (rule: Rule, origin: string): OutgoingHttpHeaders => ({
  ...(rule.AllowedOrigins.includes('*')
    ? { 'access-control-allow-origin': '*' }
    : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
  'access-control-allow-methods': rule.AllowedMethods.join(', '),
  ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
  ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
  vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
});

const listed = (header: string | undefined): readonly string[] =>
  (header ?? '').split(',').flatMap((name) => name.trim().toLowerCase() || []);

export function corsOf(assembly: Assembly): Cors {
  const rules = new Map(
    assembly
      .ofType('AWS::S3::Bucket')
      .map(
        ({ name, properties }) => [name, bucketSchema.parse(properties).CorsConfiguration.CorsRules] as const,
      ),
  );
  const ruleFor = (
    bucket: string,
    origin: string,
    method: string,
    wanted: readonly string[],
  ): Rule | undefined =>
    rules
      .get(bucket)
      ?.find(
        (rule) =>
          rule.AllowedOrigins.some((pattern) => matches(pattern, origin)) &&
          rule.AllowedMethods.includes(method) &&
          wanted.every((name) => rule.AllowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name))),
      );
  return {
    preflight: (bucket, headers) => {
      const {
        origin = '',
        'access-control-request-method': method = '',
        'access-control-request-headers': wanted,
      } = headers;
      const rule = ruleFor(bucket, origin, method, listed(wanted));
      if (!rule)
        throw new AwsError('AccessForbidden', 403, 'CORSResponse: This CORS request is not allowed.');
      const allowHeaders =
        wanted === undefined ? {} : { 'access-control-allow-headers': listed(wanted).join(', ') };
      return { status: 200, headers: { ...granted(rule, origin), ...allowHeaders }, body: '' };
    },
    headersFor: (bucket, method, { origin }) => {
      const rule = origin === undefined ? undefined : ruleFor(bucket, origin, method, []);
      return rule && origin !== undefined ? granted(rule, origin) : {};
    },
  };
}
