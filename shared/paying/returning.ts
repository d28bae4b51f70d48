import { givenBackInCash } from '../cash/drawer.ts';
import { toInstant } from '../clock.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { type Refund, type ReturnedByHand, returnedByHand } from '../payment/refund.ts';
import { type Paying, putChangedRefund } from '../payment/store.ts';
import type { Write } from '../table/transaction.ts';
import { attentionAsked } from './attention.ts';
import { refundTold } from './refund-told.ts';

/** What the money of a dossier is after a change, with the writes that make it so. */
export type ChangedPaying = { readonly paying: Paying; readonly writes: readonly Write[] };

/** A refund that came into another state, as it is told: its desk is asked to look after it as long as it is to, and no longer. */
export function refundChanged(
  { dossier }: DossierFile,
  paying: Paying,
  { before, after }: { readonly before: Refund; readonly after: Refund },
  occasion: Occasion,
): ChangedPaying {
  const refunds = paying.refunds.map((one) => (one === before ? after : one));
  const changed = { ...paying, refunds };
  const told =
    dossier.status === 'draft' || after.ofDraft
      ? []
      : refundTold(dossier, after, attentionAsked(dossier, changed), occasion);
  return { paying: changed, writes: [putChangedRefund(dossier.id, before, after), ...told] };
}

/**
 * Money that no provider returned, and the desk did; of a draft, which has no desk, the control of procedures.
 * @throws Problem `refund-not-open` when nothing of the attempt is for whom it was to return; `cash-not-allowed`, by what it
 *   writes, when it is returned out of a drawer that holds less
 */
export function refundReturned(
  file: DossierFile,
  paying: Paying,
  attempt: number,
  { document, fromDrawer }: ReturnedByHand,
  occasion: Occasion,
): ChangedPaying {
  const { at, actor } = occasion;
  const isControl = actor.kind === 'officer' && actor.role === 'procedureControl';
  const before = paying.refunds.find(
    ({ attempt: number, state, ofDraft }) =>
      number === attempt && state === 'refused' && (ofDraft !== undefined) === isControl,
  );
  if (!before) throw new Problem('refund-not-open');
  const after = returnedByHand(before, { document, at, by: actor });
  const changed = refundChanged(file, paying, { before, after }, occasion);
  const { reference, amountVnd } = before;
  const back = fromDrawer ? givenBackInCash({ at: toInstant(at), by: actor, reference, amountVnd }) : [];
  return { ...changed, writes: [...changed.writes, ...back] };
}
