import * as z from 'zod';
import { partnerSecret } from '../partner-secret.ts';
import type { HeaderSigner } from '../partners.ts';
import { isSigned } from '../signature.ts';
import { chain, type Sources, sources } from './chain.ts';
import { type Changed, changeOnce } from './change-once.ts';
import { requestHash } from './idempotency.ts';
import type { Operation } from './operation.ts';
import { Problem } from './problems.ts';
import { type Request, requestOf, type Schema } from './request.ts';

/** A partner's callback is a repeat when it names the same event. */
const EventId = z.object({ eventId: z.string() });

/**
 * Serves an operation that a partner calls, which proves by its signature over the raw body that it is the partner: an
 * operation that changes something, once for each event that the partner names.
 */
export const serveCallback = <
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  O extends Schema,
  Who extends { readonly partner: HeaderSigner },
>(
  operation: Operation<P, Q, B, O, Who>,
  useCase: (request: Request<P, Q, B, Who>, sources: Sources) => Promise<Changed<O>>,
) =>
  chain(operation, async (event, rawBody) => {
    const { partner } = operation.callers;
    const now = sources.now();
    if (!isSigned(await partnerSecret(partner, now), event.headers, rawBody, now))
      throw new Problem('signature-invalid');
    const request = requestOf(operation, event);
    const repeatable = {
      subject: partner,
      key: EventId.parse(request.body).eventId,
      requestHash: requestHash(operation.id, event.rawPath, rawBody),
    };
    return changeOnce(operation, repeatable, () => useCase(request, sources));
  });
