import type { Actor } from '../actor.ts';
import { putAttention } from '../dossier/attention.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { type Refund, type ReturnedByHand, returnedByHand } from '../payment/refund.ts';
import { type Paying, putChangedRefund } from '../payment/store.ts';
import type { Write } from '../table/transaction.ts';

/**
 * Money that no provider returned, and the desk did: the dossier asks for no attention any more once that was the last.
 * @throws Problem `refund-not-open` when nothing of the attempt is for the desk to return
 */
export function refundReturned(
  { dossier }: DossierFile<Filed>,
  paying: Paying,
  attempt: number,
  said: ReturnedByHand & { readonly at: Date; readonly by: Actor },
): { readonly paying: Paying; readonly writes: readonly Write[] } {
  const isAsked = (refund: Refund): boolean => refund.state === 'refused';
  const before = paying.refunds.find((one) => one.attempt === attempt && isAsked(one));
  if (!before) throw new Problem('refund-not-open');
  const after = returnedByHand(before, said);
  const refunds = paying.refunds.map((one) => (one === before ? after : one));
  const isLast = dossier.attention === 'refund-refused' && !refunds.some(isAsked);
  return {
    paying: { ...paying, refunds },
    writes: [
      putChangedRefund(dossier.id, before, after),
      ...(isLast ? putAttention(dossier, undefined, said.by) : []),
    ],
  };
}
