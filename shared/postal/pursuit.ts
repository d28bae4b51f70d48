import { accessTo } from '../dossier/access.ts';
import { brought } from '../dossier/attention.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import type { PartnerLine } from '../partner-call.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { putMoved } from '../shipment/store.ts';
import type { Write } from '../table/transaction.ts';
import { askOperator, type InVain } from './asking.ts';
import { askForRedelivery, cancelOrder, changeOrder, placeOrder } from './client.ts';
import { orderFor, posted, receiverOf, receivingParty } from './order.ts';
import { putInstructed, shipmentCancelled, shipmentOrdered } from './shipping.ts';

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

/** What the desk is to look after when the operator was told in vain. */
const attentionOf = {
  refused: 'order-refused',
  unreachable: 'post-unreachable',
} as const satisfies Record<InVain, Filed['attention']>;

/**
 * Asks the operator once: for the delivery of a result, for what its owner wishes, or for the cancellation of one that is
 * not to be sent any more. What fails at the operator is on record with the time of its next try.
 * @returns whether the operator did what was asked, failed, or could not be asked while there is no item code
 * @throws OperatorBusy when it is asked too often: it stays due
 * @throws Error when our own side fails: it stays due, and the caller tries again
 */
export function pursue(
  file: DossierFile<Filed>,
  before: Shipment,
  occasion: Occasion,
): Promise<'told' | 'failed' | 'waiting'> {
  const { dossier } = file;
  const put = (read: Shipment, after: Shipment) => putMoved(dossier.id, read, after, accessTo(dossier));
  const errand = {
    put,
    tell: (shipment: Shipment, operator: PartnerLine) => tell(file, shipment, operator, occasion),
    putOff: (shipment: Shipment, later: Shipment, inVain: InVain | undefined) => [
      put(shipment, later),
      ...(inVain ? brought(dossier, attentionOf[inVain], occasion.actor) : []),
    ],
  };
  return askOperator(before, errand, occasion.at);
}
