import { toInstant } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { brought } from '../dossier/attention.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { log } from '../log.ts';
import { lineToPartner, type PartnerLine } from '../partner-call.ts';
import { loadPools, nextCode, putTaken } from '../shipment/pool.ts';
import { isInVain, type Shipment, triedInVain, withoutCode } from '../shipment/shipment.ts';
import { putMoved } from '../shipment/store.ts';
import { commit, untilUndisturbed, type Write } from '../table/transaction.ts';
import {
  askForRedelivery,
  cancelOrder,
  changeOrder,
  OperatorBusy,
  OrderConflict,
  OrderRefused,
  placeOrder,
} from './client.ts';
import { orderFor, posted, receiverOf, receivingParty } from './order.ts';
import { putInstructed, shipmentCancelled, shipmentOrdered } from './shipping.ts';

/** The shipment with an item code of its own, taken from a pool in one transaction with it; undefined when none is left. */
const coded = ({ dossier }: DossierFile<Filed>, shipment: Shipment): Promise<Shipment | undefined> =>
  untilUndisturbed(async () => {
    const next = nextCode(await loadPools());
    if (!next) return undefined;
    const after = { ...shipment, itemCode: next.itemCode };
    await commit([putTaken(next.before), putMoved(dossier.id, shipment, after, accessTo(dossier))]);
    return { ...after, version: shipment.version + 1 };
  });

const needsCode = ({ status, itemCode }: Shipment): boolean =>
  status === 'INTENDED' && itemCode === undefined;

/** Tells the operator what it is to know of a shipment. @returns what to write of its answer */
async function tell(
  file: DossierFile<Filed>,
  shipment: Shipment,
  operator: PartnerLine,
  occasion: Occasion,
): Promise<readonly Write[]> {
  const { status, reference, attempts, wish } = shipment;
  if (status === 'INTENDED') {
    await placeOrder(orderFor(posted(file), shipment), operator);
    return shipmentOrdered(file, shipment, occasion);
  }
  if (status === 'CANCELLING') {
    const cancelled = await cancelOrder(reference, operator);
    return shipmentCancelled(file, shipment, cancelled, occasion);
  }
  const dossier = posted(file);
  const receiver = receivingParty(receiverOf(dossier.receiver, shipment));
  const taken =
    wish?.kind === 'redirect'
      ? await changeOrder(orderFor(dossier, shipment), operator)
      : await askForRedelivery(reference, { afterAttempt: attempts, receiver }, operator);
  return [putInstructed(file, shipment, taken, occasion)];
}

/** What the desk is to look after when the operator was told in vain: what no retry mends at once, the rest after a day. */
function attentionAfter(error: unknown, shipment: Shipment, at: Date): Filed['attention'] {
  if (error instanceof OrderRefused) return 'order-refused';
  return error instanceof OrderConflict || isInVain(shipment, at) ? 'post-unreachable' : undefined;
}

/** A shipment that waits for its next try, and where a person must look the desk is told. */
function putOff(
  { dossier }: DossierFile<Filed>,
  shipment: Shipment,
  later: Shipment,
  attention: Filed['attention'],
  { actor }: Occasion,
): readonly Write[] {
  const put = putMoved(dossier.id, shipment, later, accessTo(dossier));
  return attention ? [put, ...brought(dossier, attention, actor)] : [put];
}

/** No item code is left: the shipment waits for the operator to allot more, and after a day the desk is told. */
async function waitForCode(
  file: DossierFile<Filed>,
  shipment: Shipment,
  occasion: Occasion,
): Promise<'waiting'> {
  const attention = isInVain(shipment, occasion.at) ? 'post-unreachable' : undefined;
  await commit(putOff(file, shipment, withoutCode(shipment, occasion.at), attention, occasion));
  log.warn('ITEM_CODES_SPENT', { reference: shipment.reference });
  return 'waiting';
}

/** Whether the operator is to be told of a shipment now. */
export const isDue = ({ nextTryAt }: Shipment, now: Date): boolean =>
  nextTryAt !== undefined && nextTryAt <= toInstant(now);

/**
 * Asks the operator once: for the delivery of a result, for what its owner wishes, or for the cancellation of one that is
 * not to be sent any more. What fails at the operator is on record with the time of its next try.
 * @returns whether the operator did what was asked, failed, or could not be asked while there is no item code
 * @throws OperatorBusy when it is asked too often: it stays due
 * @throws Error when our own side fails: it stays due, and the caller tries again
 */
export async function pursue(
  file: DossierFile<Filed>,
  before: Shipment,
  occasion: Occasion,
): Promise<'told' | 'failed' | 'waiting'> {
  const shipment = needsCode(before) ? await coded(file, before) : before;
  if (!shipment) return waitForCode(file, before, occasion);
  const { reference } = shipment;
  const operator = await lineToPartner('postal', occasion.at);
  const answer = await tell(file, shipment, operator, occasion).catch((error: unknown) => ({ error }));
  if ('error' in answer) {
    if (answer.error instanceof OperatorBusy) throw answer.error;
    log.error('POSTAL_OPERATOR_FAILED', answer.error, { reference, tries: shipment.tries + 1 });
    const attention = attentionAfter(answer.error, shipment, occasion.at);
    await commit(putOff(file, shipment, triedInVain(shipment, occasion.at), attention, occasion));
    return 'failed';
  }
  await commit(answer);
  log.info('POSTAL_OPERATOR_TOLD', { reference, status: shipment.status });
  return 'told';
}
