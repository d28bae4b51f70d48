import * as z from 'zod';

export const corsSchema = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
  AllowCredentials: z.boolean().default(false),
});
export type Cors = z.infer<typeof corsSchema>;

/** An origin, `*`, or `https://*` for every origin of a scheme. */
const allows = ({ AllowOrigins }: Cors, origin: string): boolean =>
  AllowOrigins.some(
    (allowed) =>
      allowed === '*' ||
      allowed === origin ||
      (allowed.endsWith('://*') && origin.startsWith(allowed.slice(0, -1))),
  );

/** Headers that let the page of an origin read an answer; none for an origin that is not allowed. */
export function corsHeaders(cors: Cors | undefined, origin: string | undefined): Record<string, string> {
  if (!cors || origin === undefined || !allows(cors, origin)) return {};
  return {
    'access-control-allow-origin': cors.AllowOrigins.includes('*') ? '*' : origin,
    ...(cors.ExposeHeaders.length > 0 && { 'access-control-expose-headers': cors.ExposeHeaders.join(',') }),
    ...(cors.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin',
  };
}

/** The headers of the answer to a preflight request, which the API gives itself. */
export function preflightHeaders(cors: Cors, origin: string | undefined): Record<string, string> {
  const headers = corsHeaders(cors, origin);
  if (!headers['access-control-allow-origin']) return {};
  return {
    ...headers,
    'access-control-allow-methods': cors.AllowMethods.join(','),
    'access-control-allow-headers': cors.AllowHeaders.join(','),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  };
}
