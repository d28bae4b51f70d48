import { toInstant } from '../clock.ts';
import { recallCalendar } from '../deadline/store.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile } from '../dossier/dossier.ts';
import { loadFileIfThere } from '../dossier/store.ts';
import { Problem } from '../http/problems.ts';
import { creditedAttempt } from '../payment/attempt.ts';
import type { BankCredit } from '../payment/bank.ts';
import { loadPaying, putAttempt } from '../payment/store.ts';
import type { Write } from '../table/transaction.ts';
import { type Credit, type CreditEnding, creditOf, isUnknown, returnedCredit } from '../transfer/credit.ts';
import { loadCredit, putCredit, putFoundOut, transferNamedIn } from '../transfer/store.ts';
import { loadNamed } from './named.ts';
import { moneyCame, waitingPayment } from './reported.ts';

/** A transfer as an attempt of its dossier, with what becomes of its money. */
async function credited(
  file: DossierFile,
  payment: number,
  credit: Credit,
  occasion: Occasion,
): Promise<{ readonly credit: Credit; readonly writes: readonly Write[] }> {
  const dossierId = file.dossier.id;
  const [{ attempts }, calendar] = await Promise.all([
    loadPaying(dossierId),
    recallCalendar(() => occasion.at),
  ]);
  const { transaction: reference, amountVnd, heardAt } = credit;
  const begun = { number: attempts.length + 1, payment, amountVnd, reference };
  const attempt = creditedAttempt(begun, new Date(heardAt));
  const became = await moneyCame(file, attempt, amountVnd, { ...occasion, calendar });
  return {
    credit: { ...credit, dossierId, attempt: attempt.number },
    writes: [...became.writes, putAttempt(dossierId, became.attempt)],
  };
}

/**
 * A transfer of which the bank tells, as the writes of one transaction: it is on record once, and an attempt of the dossier
 * whose reference its payer wrote; of one that names none, or two, the control of procedures finds out.
 */
export async function heardCredit(said: BankCredit, occasion: Occasion): Promise<readonly Write[]> {
  if (await loadCredit(said.transaction)) return [];
  const heard = creditOf(said, occasion.at);
  const named = await transferNamedIn(said.content);
  const file = named && (await loadFileIfThere(named.dossierId));
  if (!named || !file) return [putCredit(heard)];
  const { credit, writes } = await credited(file, named.payment, heard, occasion);
  return [...writes, putCredit(credit)];
}

/** Whose a transfer is, as somebody says: a dossier or a draft that waits for just this sum. @throws Problem `dossier-not-found`, `payment-not-open` */
async function matched(credit: Credit, dossierCode: string, occasion: Occasion) {
  const dossierId = await loadNamed(dossierCode);
  const file = dossierId === undefined ? undefined : await loadFileIfThere(dossierId);
  if (!file) throw new Problem('dossier-not-found');
  const waiting = waitingPayment(file);
  if (waiting?.amountVnd !== credit.amountVnd) throw new Problem('payment-not-open');
  return credited(file, waiting.number, credit, occasion);
}

/**
 * A transfer of which somebody has found out what for, as the writes of one transaction.
 * @throws Problem `transfer-not-found`, `transfer-not-open`, `dossier-not-found`, `payment-not-open`
 */
export async function endedCredit(
  transaction: string,
  ending: CreditEnding,
  occasion: Occasion,
): Promise<readonly Write[]> {
  const open = await loadCredit(transaction);
  if (!open) throw new Problem('transfer-not-found');
  if (!isUnknown(open)) throw new Problem('transfer-not-open');
  const ended = { at: toInstant(occasion.at), by: occasion.actor };
  if (ending.as === 'returned')
    return [putFoundOut(returnedCredit(open, { document: ending.document, ...ended }))];
  const { credit, writes } = await matched(open, ending.dossierCode, occasion);
  return [...writes, putFoundOut({ ...credit, end: { as: 'matched', ...ended } })];
}
