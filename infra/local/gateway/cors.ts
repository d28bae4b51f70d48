import type { ApiCors } from '../assembly/kinds/api.ts';

/** Headers that let the page of an origin read an answer; none for an origin that is not allowed. */
export const corsHeaders = (cors: ApiCors, origin: string | undefined): Record<string, string> =>
  origin !== undefined && cors.AllowOrigins.includes(origin)
    ? {
        'access-control-allow-origin': origin,
        'access-control-expose-headers': cors.ExposeHeaders.join(','),
        vary: 'Origin',
      }
    : {};

/** The headers of the answer to a preflight request, which the API gives itself. */
export function preflightHeaders(cors: ApiCors, origin: string | undefined): Record<string, string> {
  const headers = corsHeaders(cors, origin);
  if (!headers['access-control-allow-origin']) return {};
  return {
    ...headers,
    'access-control-allow-methods': cors.AllowMethods.join(','),
    'access-control-allow-headers': cors.AllowHeaders.join(','),
    'access-control-max-age': String(cors.MaxAge),
  };
}
