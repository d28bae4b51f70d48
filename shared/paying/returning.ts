import type { Actor } from '../actor.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { type Refund, type ReturnedByHand, returnedByHand } from '../payment/refund.ts';
import { type Paying, putChangedRefund } from '../payment/store.ts';
import type { Write } from '../table/transaction.ts';
import { attentionToMoney } from './attention.ts';

/** What the money of a dossier is after a change, with the writes that make it so. */
export type ChangedPaying = { readonly paying: Paying; readonly writes: readonly Write[] };

/** A refund that has changed: its desk is asked to look after it as long as it is to, and no longer. */
export function refundChanged(
  { dossier }: DossierFile<Filed>,
  paying: Paying,
  { before, after, by }: { readonly before: Refund; readonly after: Refund; readonly by: Actor },
): ChangedPaying {
  const refunds = paying.refunds.map((one) => (one === before ? after : one));
  const changed = { ...paying, refunds };
  return {
    paying: changed,
    writes: [putChangedRefund(dossier.id, before, after), ...attentionToMoney(dossier, changed, by)],
  };
}

/**
 * Money that no provider returned, and the desk did.
 * @throws Problem `refund-not-open` when nothing of the attempt is for the desk to return
 */
export function refundReturned(
  file: DossierFile<Filed>,
  paying: Paying,
  attempt: number,
  said: ReturnedByHand & { readonly at: Date; readonly by: Actor },
): ChangedPaying {
  const before = paying.refunds.find((one) => one.attempt === attempt && one.state === 'refused');
  if (!before) throw new Problem('refund-not-open');
  return refundChanged(file, paying, { before, after: returnedByHand(before, said), by: said.by });
}
