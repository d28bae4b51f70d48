import { localDateOf, toInstant } from '../clock.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Draft } from '../dossier/dossier.ts';
import { droppedCharge, isOfForm, putKeptCharge, standingCharge } from '../dossier/draft-charge.ts';
import { dropDossier } from '../dossier/store.ts';
import type { Payment } from '../payment/payment.ts';
import { isUntold, type RefundReason } from '../payment/refund.ts';
import { loadPaying, type Paying, putChangedAttempt } from '../payment/store.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { loadItems } from '../table/batch.ts';
import { dropAll } from '../table/drop-all.ts';
import { applicationKey, paymentKey } from '../table/keys.ts';
import type { Write } from '../table/transaction.ts';
import { leadsTo } from '../transfer/leads.ts';
import { owedBack } from './reported.ts';

/** A charge that stands no more, and the writes that make it so. */
type Dropped = { readonly payment: Payment; readonly writes: readonly Write[] };

/**
 * The charge of a draft that ends without a submission: what it held is owed back in the same transaction, and what is still
 * under way comes too late.
 */
export async function chargeDropped(
  { dossier: draft }: DossierFile<Draft>,
  charge: Payment,
  reason: RefundReason,
  occasion: Occasion,
): Promise<Dropped> {
  const { at, actor } = occasion;
  const state = charge.state === 'held' || reason === 'charge-changed' ? 'withdrawn' : 'unpaid';
  const { payment, write } = droppedCharge(draft, charge, { state, at, by: actor });
  const { attempts } = await loadPaying(draft.id);
  const back = attempts
    .filter(({ became }) => became === 'held')
    .flatMap((held) => {
      const { amountVnd } = held.paid ?? held;
      const { attempt, writes } = owedBack(draft, held, { amountVnd, reason }, occasion);
      return [...writes, putChangedAttempt(draft.id, held, attempt)];
    });
  return { payment, writes: [write, ...back] };
}

/** What takes a draft away whose money has all gone back: what its applicant declared, and what leads to its money. */
async function letGo({ dossier: draft, payments }: DossierFile<Draft>, { attempts }: Paying) {
  const leads = await loadItems(await leadsTo(draft.id, payments, attempts));
  const items = [
    ...(draft.form ? [applicationKey(draft.id)] : []),
    ...payments.map(({ number }) => paymentKey(draft.id, number)),
    ...leads,
  ];
  return [dropDossier(draft), ...dropAll(items)];
}

/**
 * What becomes of a charge of a draft whose time has come: past the last day to submit it is dropped; and once nothing that it
 * was paid by may come any more, nor is still to go back, the draft goes, as it would have gone without money. What the
 * providers brought and got back stays in the book, and names nobody.
 * @param sortKey of the charge that was found
 */
export async function chargeLookedAt(
  file: DossierFile<Draft>,
  sortKey: string,
  paying: Paying,
  occasion: Occasion,
): Promise<readonly Write[] | undefined> {
  const { dossier: draft, payments } = file;
  const { at } = occasion;
  const standing = standingCharge(payments);
  const found = payments.find(({ number }) => paymentKey(draft.id, number).SK === sortKey);
  if (found && found === standing)
    return found.deadline < localDateOf(at)
      ? (await chargeDropped(file, found, 'not-submitted', occasion)).writes
      : undefined;
  if (!found?.lookAt || found.lookAt > toInstant(at)) return undefined;
  const isOver = !standing && paying.refunds.every((one) => one.state === 'returned' && !isUntold(one));
  return isOver ? letGo(file, paying) : [putKeptCharge(draft, found, at)];
}

/**
 * A draft with another form. A charge that no longer follows from it is dropped: how many and who pays less are the
 * applicant's to correct until the submission, and a charge is never more or less than what it is for.
 * @throws Problem `form-invalid` when the tariff has no relief that is claimed
 */
export async function chargeOfForm(
  file: DossierFile<Draft>,
  procedure: Procedure,
  occasion: Occasion,
): Promise<{ readonly file: DossierFile<Draft>; readonly writes: readonly Write[] }> {
  const { dossier: draft, payments } = file;
  const charge = standingCharge(payments);
  if (!charge || isOfForm(charge, draft, procedure, localDateOf(occasion.at))) return { file, writes: [] };
  const { payment, writes } = await chargeDropped(file, charge, 'charge-changed', occasion);
  return { file: { ...file, payments: payments.map((one) => (one === charge ? payment : one)) }, writes };
}
