import { localDateOf } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { act, type Occasion } from '../dossier/change.ts';
import type { Dossier, DossierFile } from '../dossier/dossier.ts';
import { putHeldCharge } from '../dossier/draft-charge.ts';
import { loadReceiptsTaken } from '../dossier/fee-receipting.ts';
import { requireStep } from '../dossier/rules.ts';
import { type Attempt, attemptAfter, CollectorId, type Report } from '../payment/attempt.ts';
import type { Payment } from '../payment/payment.ts';
import { owedRefund, type RefundReason } from '../payment/refund.ts';
import { putChangedAttempt, putRefund } from '../payment/store.ts';
import type { Write } from '../table/transaction.ts';
import { refundTold } from './refund-told.ts';

/** The request for payment for which a dossier waits, or a draft, if it does. */
export const waitingPayment = ({ dossier, payments }: DossierFile): Payment | undefined =>
  dossier.status === 'paymentRequested' || dossier.status === 'draft'
    ? payments.findLast(({ state }) => state === 'open')
    : undefined;

/** Why money cannot settle the request that it was meant for, or nothing when it does. */
function hindrance(file: DossierFile, attempt: Attempt, amountVnd: number): RefundReason | undefined {
  const request = file.payments.find(({ number }) => number === attempt.payment);
  if (request?.state === 'paid' || request?.state === 'held') return 'paid-twice';
  if (!request || waitingPayment(file) !== request) return 'came-late';
  return request.amountVnd === amountVnd ? undefined : 'other-sum';
}

/** With the calendar in force: the clock of the dossier runs on. */
type Counted = Occasion & { readonly calendar: Calendar };

/** An attempt as it is written, and what else is. */
type Became = { readonly attempt: Attempt; readonly writes: readonly Write[] };

/** Money of an attempt that goes back to its payer, who is told: by an event, or of a draft by letter. */
export function owedBack(
  dossier: Dossier,
  attempt: Attempt,
  { amountVnd, reason }: { readonly amountVnd: number; readonly reason: RefundReason },
  occasion: Occasion,
): Became {
  const kept: Attempt = { ...attempt, became: 'refund' };
  const refund = owedRefund(kept, { amountVnd, reason, at: occasion.at }, dossier.status === 'draft');
  const told = dossier.status === 'draft' ? [] : refundTold(dossier, refund, dossier.attention, occasion);
  return { attempt: kept, writes: [putRefund(dossier.id, refund), ...told] };
}

/**
 * What becomes of the money that an attempt has just brought. The first for a request that still waits settles it, and the
 * dossier moves on with its receipt in the same transaction, or a draft holds it until it is submitted; all other money is
 * owed back from that moment.
 */
export async function moneyCame(
  file: DossierFile,
  attempt: Attempt,
  amountVnd: number,
  occasion: Counted,
): Promise<Became> {
  const { dossier } = file;
  const { at, actor } = occasion;
  const waiting = waitingPayment(file);
  const reason = hindrance(file, attempt, amountVnd);
  if (reason || !waiting)
    return owedBack(dossier, attempt, { amountVnd, reason: reason ?? 'came-late' }, occasion);
  if (dossier.status === 'draft')
    return { attempt: { ...attempt, became: 'held' }, writes: [putHeldCharge(dossier, waiting)] };
  const role = actor.kind === 'system' ? 'system' : CollectorId.parse(attempt.provider);
  const day = localDateOf(at);
  const step = requireStep('recordPayment', dossier, role, day);
  const receiptsTaken = await loadReceiptsTaken(dossier, day);
  const { writes } = act({ ...file, dossier }, { action: 'recordPayment' }, step, {
    ...occasion,
    receiptsTaken,
  });
  return { attempt: { ...attempt, became: 'settled' }, writes };
}

/** What a provider says of an attempt, as the writes of one transaction. */
export async function reported(
  file: DossierFile,
  attempt: Attempt,
  report: Report,
  occasion: Counted,
): Promise<Became> {
  const after = attemptAfter(attempt, report, occasion.at);
  const isNew = after.state === 'paid' && attempt.state !== 'paid';
  const became = isNew && (await moneyCame(file, after, report.amountVnd, occasion));
  const { attempt: kept, writes } = became || { attempt: after, writes: [] };
  return { attempt: kept, writes: [...writes, putChangedAttempt(file.dossier.id, attempt, kept)] };
}
