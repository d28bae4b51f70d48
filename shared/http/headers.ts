import * as z from 'zod';

/** 1 to 128 visible ASCII characters, as most clients make them (draft-ietf-httpapi-idempotency-key-header). */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{1,128}$/);

/** The version of a dossier as a strong ETag (RFC 9110), e.g. `"3"`. */
export const EntityTag = z.string().regex(/^"\d{1,9}"$/);

/** A client's own name for a call: harmless in logs, so no more than letters, digits, `_` and `-`. */
export const CorrelationId = z.string().regex(/^[\w-]{8,64}$/);

/** The correlation id of a call: the client's own, or the gateway's request id. */
export const correlationIdOf = (event: {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly requestId: string };
}): string =>
  CorrelationId.safeParse(event.headers['x-correlation-id']).data ?? event.requestContext.requestId;
