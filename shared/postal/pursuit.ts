import { toInstant } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { putDossier } from '../dossier/store.ts';
import { log } from '../log.ts';
import { partnerSecret } from '../partner-secret.ts';
import { environment, partnerVariable } from '../resources.ts';
import { isInVain, type Shipment, triedInVain } from '../shipment/shipment.ts';
import { putMoved } from '../shipment/store.ts';
import { commit, type Write } from '../table/transaction.ts';
import { cancelOrder, type Operator, OrderConflict, placeOrder } from './client.ts';
import { orderFor } from './order.ts';
import { shipmentCancelled, shipmentOrdered } from './shipping.ts';

/** The order for a shipment of a finished result. */
function orderOf({ dossier, payments }: DossierFile<Filed>, { number }: Shipment) {
  const { delivery } = dossier.form;
  if (delivery.channel !== 'post') throw new Error(`${dossier.code} is not to be posted`);
  const open = payments.find(({ state }) => state === 'open');
  const { code, office } = dossier;
  return orderFor({ code, office, receiver: delivery.address, outstandingVnd: open?.amountVnd ?? 0 }, number);
}

/** Tells the operator what it is to know of a shipment. @returns what to write of its answer */
async function tell(
  file: DossierFile<Filed>,
  shipment: Shipment,
  operator: Operator,
  occasion: Occasion,
): Promise<readonly Write[]> {
  if (shipment.status === 'INTENDED') {
    const { itemCode } = await placeOrder(orderOf(file, shipment), operator);
    return shipmentOrdered(file, shipment, itemCode, occasion);
  }
  const cancelled = await cancelOrder(shipment.reference, operator);
  return shipmentCancelled(file, shipment, cancelled, occasion);
}

/** A try in vain: the next one by the ladder, and after a day, or where no retry helps, the desk is to look. */
function inVain(
  { dossier }: DossierFile<Filed>,
  shipment: Shipment,
  error: unknown,
  { at, actor }: Occasion,
): readonly Write[] {
  const later = putMoved(dossier.id, shipment, triedInVain(shipment, at), accessTo(dossier));
  const urgent = isInVain(shipment, at) || error instanceof OrderConflict;
  if (!urgent || dossier.attention) return [later];
  const after: Filed = {
    ...dossier,
    version: dossier.version + 1,
    attention: 'post-unreachable',
    changedBy: actor,
  };
  return [later, ...putDossier(dossier, after)];
}

/** Whether the operator is to be told of a shipment now. */
export const isDue = ({ status, nextTryAt }: Shipment, now: Date): boolean =>
  (status === 'INTENDED' || status === 'CANCELLING') &&
  nextTryAt !== undefined &&
  nextTryAt <= toInstant(now);

/**
 * Asks the operator once: for the delivery of a result, or for the cancellation of one that was handed over meanwhile.
 * What fails at the operator is on record with the time of its next try.
 * @returns whether the operator did what was asked
 * @throws Error when our own side fails: nothing is on record then, and the caller tries again
 */
export async function pursue(
  file: DossierFile<Filed>,
  shipment: Shipment,
  occasion: Occasion,
): Promise<boolean> {
  const { reference } = shipment;
  const operator: Operator = {
    url: environment(partnerVariable('postal', 'URL')),
    secret: await partnerSecret('postal', occasion.at),
    now: occasion.at,
  };
  const answer = await tell(file, shipment, operator, occasion).catch((error: unknown) => ({ error }));
  if ('error' in answer) {
    log.error('POSTAL_OPERATOR_FAILED', answer.error, { reference, tries: shipment.tries + 1 });
    await commit(inVain(file, shipment, answer.error, occasion));
    return false;
  }
  await commit(answer);
  log.info('POSTAL_OPERATOR_TOLD', { reference, status: shipment.status });
  return true;
}
