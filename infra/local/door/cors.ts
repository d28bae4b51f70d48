import type { OutgoingHttpHeaders } from 'node:http';
import type { BucketCorsRule } from '../assembly/kinds/storage.ts';
import type { Assembly } from '../assembly.ts';
import type { Answer, Request } from '../http.ts';
import { AwsError } from './wire.ts';

/** Cross-origin access to buckets, as their CORS rules state it (S3 User Guide, "Using CORS"). */
export type Cors = {
  /** The answer to a preflight request. Throws `AccessForbidden` when no rule fits. */
  preflight(request: Request): Answer;
  /** What an answer to this request carries besides; nothing when no rule fits. */
  headersFor(request: Request): OutgoingHttpHeaders;
};

/** A pattern may have one `*`. */
const fits = (pattern: string, value: string): boolean => {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === value;
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
};

const granted = (rule: BucketCorsRule, origin: string): OutgoingHttpHeaders => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': rule.AllowedMethods.join(', '),
  ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
  ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
  vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
});

const listed = (header = ''): readonly string[] =>
  header.split(',').flatMap((name) => name.trim().toLowerCase() || []);

export function corsOf(assembly: Assembly): Cors {
  const rules = new Map(
    assembly
      .ofType('AWS::S3::Bucket')
      .map(({ name, properties }) => [name, properties.CorsConfiguration.CorsRules]),
  );
  const ruleFor = ({ path }: Request, origin: string, method: string, wanted: readonly string[] = []) =>
    rules
      .get(path.split('/')[1] ?? '')
      ?.find(
        ({ AllowedOrigins, AllowedMethods, AllowedHeaders }) =>
          AllowedOrigins.some((pattern) => fits(pattern, origin)) &&
          AllowedMethods.includes(method) &&
          wanted.every((name) => AllowedHeaders.some((pattern) => fits(pattern.toLowerCase(), name))),
      );
  return {
    preflight: (request) => {
      const { origin = '', 'access-control-request-method': method = '' } = request.headers;
      const wanted = listed(request.headers['access-control-request-headers']);
      const rule = ruleFor(request, origin, method, wanted);
      if (!rule)
        throw new AwsError('AccessForbidden', 403, 'CORSResponse: This CORS request is not allowed.');
      const headers = { ...granted(rule, origin), 'access-control-allow-headers': wanted.join(', ') };
      return { status: 200, headers, body: '' };
    },
    headersFor: (request) => {
      const { origin } = request.headers;
      const rule = origin === undefined ? undefined : ruleFor(request, origin, request.method);
      return rule && origin !== undefined ? granted(rule, origin) : {};
    },
  };
}
