import { localDateOf, toInstant } from '../clock.ts';
import { actionOf, stepFrom } from '../dossier/actions.ts';
import { moved, type Occasion, recorded, type State } from '../dossier/change.ts';
import { collectedPayment, requestToCollect } from '../dossier/collection.ts';
import { deliveredStates } from '../dossier/delivered.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { loadReceiptsTaken } from '../dossier/fee-receipting.ts';
import { type Attempt, explainedByHand } from '../payment/attempt.ts';
import {
  type Collecting,
  collectedAttempt,
  doubtfulCollection,
  isCollecting,
  saidOtherwise,
} from '../payment/collection.ts';
import { owedRefund, type RefundReason } from '../payment/refund.ts';
import { loadPaying, putAttempt, putChangedAttempt, putRefund } from '../payment/store.ts';
import type { Shipment } from '../shipment/shipment.ts';
import type { Write } from '../table/transaction.ts';
import { attentionAsked } from './attention.ts';
import { refundTold } from './refund-told.ts';

/** Whether a dossier still waits for what a shipment was to collect. */
const isWaitedFor = (file: DossierFile<Filed>, { collects }: Collecting): boolean =>
  requestToCollect(file)?.number === collects.payment;

/** By whose word a fee is collected, whether it called, was asked, or has it in its batch. */
const thePost = { kind: 'partner', partner: 'postal' } as const;

/** What was collected settles its request, with the receipt, as any payment does. */
async function settling(
  file: DossierFile<Filed>,
  { at }: Occasion,
): Promise<{ readonly state: State; readonly writes: readonly Write[] }> {
  const { dossier } = file;
  const now = toInstant(at);
  const step = stepFrom('recordCollection', dossier.status, 'postal');
  if (!step) throw new Error(`${dossier.code} is "${dossier.status}", and has something to be collected`);
  const taken = await loadReceiptsTaken(dossier, localDateOf(at));
  const { change, writes, data } = collectedPayment(file, { at: now, by: thePost, taken });
  const after = moved(dossier, actionOf('recordCollection'), step, now, { change });
  return { state: { after, told: { name: 'dossier.payment-recorded', data } }, writes };
}

/** What a delivery means for the fees: the dossier at that moment, what is told then, and what is written. */
type Reported = {
  readonly after: Filed;
  readonly states: readonly State[];
  readonly writes: readonly Write[];
};

/**
 * What the post says with a delivery of what it collected. The very sum settles the request in the transaction that returns the
 * dossier. Any other word is not believed: the desk clears it up, and takes the fees itself unless the post's batch has them.
 */
export async function collectionReported(
  file: DossierFile<Filed>,
  shipment: Shipment,
  occasion: Occasion,
): Promise<Reported> {
  const { dossier } = file;
  // Its batch may have been sooner.
  if (!isCollecting(shipment) || !isWaitedFor(file, shipment))
    return { after: dossier, states: [], writes: [] };
  const { at } = occasion;
  const { attempts, refunds } = await loadPaying(dossier.id);
  const known = attempts.find(({ reference }) => reference === shipment.reference);
  const attempt = known ?? doubtfulCollection(shipment, attempts.length + 1, at);
  if (!known && shipment.collectedVnd === shipment.collects.amountVnd) {
    const { state, writes } = await settling(file, occasion);
    const paid: Attempt = { ...collectedAttempt(attempt, shipment.collectedVnd, at), became: 'settled' };
    return { after: dossier, states: [state], writes: [...writes, putAttempt(dossier.id, paid)] };
  }
  const { reference: _, ...difference } = saidOtherwise(shipment);
  const doubted: Attempt = { ...attempt, difference: { ...difference, day: localDateOf(at) } };
  const attention = attentionAsked(dossier, { attempts: [...attempts, doubted], refunds });
  return {
    after: { ...dossier, collection: 'atDesk', attention },
    states: [],
    writes: [known ? putChangedAttempt(dossier.id, known, doubted) : putAttempt(dossier.id, doubted)],
  };
}

/** Why what a batch has settles nothing, or nothing when it does. */
function hindrance(
  file: DossierFile<Filed>,
  shipment: Collecting,
  amountVnd: number,
): RefundReason | undefined {
  const request = file.payments.find(({ number }) => number === shipment.collects.payment);
  if (request?.state === 'paid') return 'paid-twice';
  if (!isWaitedFor(file, shipment)) return 'came-late';
  return request?.amountVnd === amountVnd ? undefined : 'other-sum';
}

/** By what a word of the post that was not believed is explained, once its batch has the very sum. */
const byBatch = 'Bảng kê chuyển tiền thu hộ của bưu điện';

/**
 * Money that the post's batch has, of which its word of the delivery did not bring us: the very sum settles the request, all else is
 * owed back. As the writes of one transaction.
 */
export async function collectionRemitted(
  file: DossierFile<Filed>,
  shipment: Collecting,
  amountVnd: number,
  occasion: Occasion,
): Promise<readonly Write[]> {
  const { dossier } = file;
  const { at, actor } = occasion;
  const { attempts, refunds } = await loadPaying(dossier.id);
  const known = attempts.find(({ reference }) => reference === shipment.reference);
  const others = attempts.filter((one) => one !== known);
  const paid = collectedAttempt(
    known ?? doubtfulCollection(shipment, attempts.length + 1, at),
    amountVnd,
    at,
  );
  const putThis = (attempt: Attempt): Write =>
    known ? putChangedAttempt(dossier.id, known, attempt) : putAttempt(dossier.id, attempt);
  const reason = hindrance(file, shipment, amountVnd);
  if (reason) {
    const refund = owedRefund(paid, { amountVnd, reason, at });
    return [
      putThis({ ...paid, became: 'refund' }),
      putRefund(dossier.id, refund),
      ...refundTold(dossier, refund, dossier.attention, occasion),
    ];
  }
  const explained = explainedByHand(paid, { document: byBatch, at, by: actor });
  const attention = attentionAsked(dossier, { attempts: [...others, explained], refunds });
  const { state, writes } = await settling({ ...file, dossier: { ...dossier, attention } }, occasion);
  const returned = shipment.status === 'DELIVERED' ? deliveredStates(state.after, toInstant(at)) : [];
  return [
    ...recorded(dossier, [state, ...returned], occasion).writes,
    ...writes,
    putThis({ ...explained, became: 'settled' }),
  ];
}
