import { toInstant } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { brought } from '../dossier/attention.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { log } from '../log.ts';
import { lineToPartner, type PartnerLine } from '../partner-call.ts';
import { isInVain, type Shipment, triedInVain } from '../shipment/shipment.ts';
import { putMoved } from '../shipment/store.ts';
import { commit, type Write } from '../table/transaction.ts';
import {
  askForRedelivery,
  cancelOrder,
  changeOrder,
  OperatorBusy,
  OrderConflict,
  OrderRefused,
  placeOrder,
} from './client.ts';
import { orderFor, type PostedDossier, receiverOf, receivingParty } from './order.ts';
import { putInstructed, shipmentCancelled, shipmentOrdered } from './shipping.ts';

/** What the operator is to know of a finished result. */
function posted({ dossier, payments }: DossierFile<Filed>): PostedDossier {
  const { code, office, form } = dossier;
  if (form.delivery.channel !== 'post') throw new Error(`${code} is not to be posted`);
  const open = payments.find(({ state }) => state === 'open');
  return { code, office, receiver: form.delivery.address, outstandingVnd: open?.amountVnd ?? 0 };
}

/** Tells the operator what it is to know of a shipment. @returns what to write of its answer */
async function tell(
  file: DossierFile<Filed>,
  shipment: Shipment,
  operator: PartnerLine,
  occasion: Occasion,
): Promise<readonly Write[]> {
  const { status, reference, attempts, wish } = shipment;
  if (status === 'INTENDED') {
    const { itemCode } = await placeOrder(orderFor(posted(file), shipment), operator);
    return shipmentOrdered(file, shipment, itemCode, occasion);
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

/** A try in vain: the next one by the ladder, and the desk is told where a person must look. */
function inVain(
  { dossier }: DossierFile<Filed>,
  shipment: Shipment,
  error: unknown,
  occasion: Occasion,
): readonly Write[] {
  const later = putMoved(dossier.id, shipment, triedInVain(shipment, occasion.at), accessTo(dossier));
  const attention = attentionAfter(error, shipment, occasion.at);
  return attention ? [later, ...brought(dossier, attention, occasion.actor)] : [later];
}

/** Whether the operator is to be told of a shipment now. */
export const isDue = ({ nextTryAt }: Shipment, now: Date): boolean =>
  nextTryAt !== undefined && nextTryAt <= toInstant(now);

/**
 * Asks the operator once: for the delivery of a result, for what its owner wishes, or for the cancellation of one that is
 * not to be sent any more. What fails at the operator is on record with the time of its next try.
 * @returns whether the operator did what was asked
 * @throws OperatorBusy when it is asked too often: nothing is on record then, and it stays due
 * @throws Error when our own side fails: nothing is on record then, and the caller tries again
 */
export async function pursue(
  file: DossierFile<Filed>,
  shipment: Shipment,
  occasion: Occasion,
): Promise<boolean> {
  const { reference } = shipment;
  const operator = await lineToPartner('postal', occasion.at);
  const answer = await tell(file, shipment, operator, occasion).catch((error: unknown) => ({ error }));
  if ('error' in answer) {
    if (answer.error instanceof OperatorBusy) throw answer.error;
    log.error('POSTAL_OPERATOR_FAILED', answer.error, { reference, tries: shipment.tries + 1 });
    await commit(inVain(file, shipment, answer.error, occasion));
    return false;
  }
  await commit(answer);
  log.info('POSTAL_OPERATOR_TOLD', { reference, status: shipment.status });
  return true;
}
