import { type LocalDate, localDateOf } from '../clock.ts';
import { loadCode } from '../dossier/code.ts';
import { loadFiledFile, loadFileIfThere } from '../dossier/store.ts';
import type { Sources } from '../http/chain.ts';
import { type Attempt, type CollectorId, ProviderId, paymentOf } from '../payment/attempt.ts';
import { isCollecting } from '../payment/collection.ts';
import { missingHere, otherSum } from '../payment/difference.ts';
import type { Movement } from '../payment/movement.ts';
import type { ListedDifference } from '../payment/reconciliation.ts';
import { afterWord, type Refund, returnOf } from '../payment/refund.ts';
import { loadPaying } from '../payment/store.ts';
import { dossierCodeOf } from '../shipment/shipment.ts';
import { commit, untilUndisturbed } from '../table/transaction.ts';
import { loadCredit } from '../transfer/store.ts';
import { collectionRemitted } from './collecting.ts';
import { heardCredit } from './crediting.ts';
import { hearReport } from './hearing.ts';
import { loadReferred } from './named.ts';
import { refundChanged } from './returning.ts';

type Asking = Pick<Sources, 'now' | 'newId'>;

/** A difference, which attempt of its dossier it is about, and on which day the post told of what its batch has. */
export type Found = ListedDifference & { readonly number?: number; readonly heardOn?: LocalDate };

/** What a provider names, as we know it. */
type Known = {
  readonly dossierId: string;
  readonly attempt: Attempt;
  readonly refund: Refund | undefined;
};

async function knownBy(provider: ProviderId, reference: string): Promise<Known | undefined> {
  const named = await loadReferred(reference);
  if (!named) return undefined;
  const { dossierId, number } = named;
  const { attempts, refunds } = await loadPaying(dossierId);
  const attempt = attempts.find((one) => one.number === number && one.provider === provider);
  const refund = refunds.find((one) => one.attempt === number);
  return attempt && { dossierId, attempt, refund };
}

/** What the file tells of a payment settles it, as its provider's report would have. */
async function takePayment(provider: ProviderId, theirs: Movement, asking: Asking): Promise<boolean> {
  const { reference, amountVnd, transaction } = theirs;
  const report = { says: 'paid', amountVnd, transaction, code: 'file' } as const;
  const heard = await untilUndisturbed(() =>
    hearReport(provider, reference, report, { ...asking, correlationId: asking.newId() }),
  );
  return heard !== 'other-sum';
}

/** What the file tells of a refund ends it; one that nobody owed, or that was given back by hand, it does not explain. */
async function takeReturn(
  provider: ProviderId,
  { dossierId }: Known,
  theirs: Movement,
  { now, newId }: Asking,
): Promise<boolean> {
  return untilUndisturbed(async () => {
    const [file, paying] = await Promise.all([loadFileIfThere(dossierId), loadPaying(dossierId)]);
    const before = paying.refunds.find(({ reference }) => reference === theirs.reference);
    if (!file || !before || before.amountVnd !== theirs.amountVnd || before.state === 'returned')
      return false;
    const at = now();
    const after = afterWord(before, 'returned', at);
    const actor = { kind: 'partner', partner: provider } as const;
    const occasion = { at, actor, newId, correlationId: newId() };
    await commit(refundChanged(file, paying, { before, after }, occasion).writes);
    return true;
  });
}

/** A transfer of which the bank's file alone tells is heard of by it; of the rest we know, from another day or by another sum. */
async function creditedByFile(theirs: Movement, { now, newId }: Asking): Promise<Found> {
  const { reference: transaction, amountVnd, content = '' } = theirs;
  const known = await loadCredit(transaction);
  if (known && known.amountVnd !== amountVnd) {
    const ours = { ...theirs, amountVnd: known.amountVnd };
    const about = { dossierId: known.dossierId, number: known.attempt };
    return { ...otherSum({ ours, theirs }), ...about, isExplained: false };
  }
  const actor = { kind: 'partner', partner: 'bank' } as const;
  const heard = () =>
    heardCredit({ transaction, amountVnd, content }, { at: now(), actor, newId, correlationId: newId() });
  if (!known) await untilUndisturbed(async () => commit(await heard()));
  const credit = known ?? (await loadCredit(transaction));
  const about = { dossierId: credit?.dossierId, number: credit?.attempt };
  return { ...missingHere(theirs), ...about, isExplained: true };
}

/** What the post's batch alone tells of settles what the post was to collect; of the rest we know, from another day or by another sum. */
async function collectedByFile(theirs: Movement, { now, newId }: Asking): Promise<Found> {
  return untilUndisturbed(async () => {
    const code = dossierCodeOf(theirs.reference);
    const entry = code && (await loadCode(code));
    if (!entry) return { ...missingHere(theirs), isExplained: false };
    const { dossierId } = entry;
    const [file, { attempts }] = await Promise.all([loadFiledFile(dossierId), loadPaying(dossierId)]);
    const known = attempts.find(({ reference }) => reference === theirs.reference);
    const heardOn = known?.paid && localDateOf(known.paid.at);
    const about = { dossierId, number: known?.number, heardOn };
    const ours = known && paymentOf(known);
    if (ours && ours.amountVnd !== theirs.amountVnd)
      return { ...otherSum({ ours, theirs }), ...about, isExplained: false };
    const shipment = file.shipments.find(({ reference }) => reference === theirs.reference);
    if (!shipment || !isCollecting(shipment)) return { ...missingHere(theirs), ...about, isExplained: false };
    const actor = { kind: 'partner', partner: 'postal' } as const;
    const occasion = { at: now(), actor, newId, correlationId: newId() };
    if (!ours) await commit(await collectionRemitted(file, shipment, theirs.amountVnd, occasion));
    return { ...missingHere(theirs), ...about, isExplained: true };
  });
}

/**
 * What a file tells of that our book of the day has not: it is settled by that, was heard of on another day, or nothing
 * explains it.
 */
export async function settledByFile(provider: CollectorId, theirs: Movement, asking: Asking): Promise<Found> {
  if (provider === 'bank') return creditedByFile(theirs, asking);
  if (provider === 'postal') return collectedByFile(theirs, asking);
  const known = await knownBy(provider, theirs.reference);
  if (!known) return { ...missingHere(theirs), isExplained: false };
  const { dossierId, attempt, refund } = known;
  const about = { dossierId, number: attempt.number };
  const ours = theirs.kind === 'payment' ? paymentOf(attempt) : refund && returnOf(refund);
  if (ours && ours.amountVnd !== theirs.amountVnd)
    return { ...otherSum({ ours, theirs }), ...about, isExplained: false };
  const taken = () =>
    theirs.kind === 'payment'
      ? takePayment(provider, theirs, asking)
      : takeReturn(provider, known, theirs, asking);
  return { ...missingHere(theirs), ...about, isExplained: ours !== undefined || (await taken()) };
}

/** What a file tells twice of, whatever we know of the first. */
export async function repeatedInFile(provider: CollectorId, theirs: Movement): Promise<Found> {
  const online = ProviderId.safeParse(provider).data;
  const known = online && (await knownBy(online, theirs.reference));
  const about = known && { dossierId: known.dossierId, number: known.attempt.number };
  return { ...missingHere(theirs), ...about, isExplained: false };
}
