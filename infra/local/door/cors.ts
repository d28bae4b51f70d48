import type { OutgoingHttpHeaders } from 'node:http';
import type { BucketCorsRule } from '../assembly/kinds/storage.ts';
import type { Assembly } from '../assembly.ts';
import type { Answer, Request } from '../http.ts';
import { AwsError } from './wire.ts';

const granted = (rule: BucketCorsRule, origin: string): OutgoingHttpHeaders => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': rule.AllowedMethods.join(', '),
  ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
  ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
  vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
});

/** Cross-origin access to buckets, as their CORS rules state it (S3 User Guide, "Using CORS"). */
export function corsOf(assembly: Assembly) {
  const rules = new Map(
    assembly
      .ofType('AWS::S3::Bucket')
      .map(({ name, properties }) => [name, properties.CorsConfiguration.CorsRules]),
  );
  const ruleFor = ({ path }: Request, origin: string, method: string) =>
    rules
      .get(path.split('/')[1] ?? '')
      ?.find(
        ({ AllowedOrigins, AllowedMethods }) =>
          AllowedOrigins.includes(origin) && AllowedMethods.includes(method),
      );
  return {
    /** The answer to a preflight request. Throws `AccessForbidden` when no rule fits. */
    preflight: (request: Request): Answer => {
      const { origin = '', 'access-control-request-method': method = '' } = request.headers;
      const wanted = request.headers['access-control-request-headers'] ?? '';
      const rule = ruleFor(request, origin, method);
      if (!rule)
        throw new AwsError('AccessForbidden', 403, 'CORSResponse: This CORS request is not allowed.');
      const headers = { ...granted(rule, origin), 'access-control-allow-headers': wanted };
      return { status: 200, headers, body: '' };
    },
    /** What an answer to this request carries besides; nothing when no rule fits. */
    headersFor: (request: Request): OutgoingHttpHeaders => {
      const { origin = '' } = request.headers;
      const rule = ruleFor(request, origin, request.method);
      return rule ? granted(rule, origin) : {};
    },
  };
}
