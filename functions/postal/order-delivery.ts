import { toInstant } from '../../shared/clock.ts';
import { shipmentOrdered } from '../../shared/dossier/shipping.ts';
import { readFiled } from '../../shared/dossier/store.ts';
import { consumeQueue } from '../../shared/event/consume.ts';
import { log } from '../../shared/log.ts';
import { placeOrder } from '../../shared/postal/client.ts';
import { orderDelivery } from '../../shared/postal/contracts.ts';
import { orderFor, referenceOf } from '../../shared/postal/order.ts';
import { postalSecret } from '../../shared/postal/secret.ts';
import { environment } from '../../shared/resources.ts';
import { orderedShipment } from '../../shared/shipment/shipment.ts';
import { commit } from '../../shared/table/transaction.ts';

/** A dossier's result goes out once; what comes back waits at the desk. */
const FIRST = 1;

/** Orders the delivery of a finished result at the post. A retry sends the same order and gets the same item code. */
export const handler = consumeQueue(orderDelivery, async (event, { now, newId }) => {
  const dossier = await readFiled(event.subject);
  const { delivery } = dossier.form;
  const reference = referenceOf(dossier.code, FIRST);
  if (
    delivery.channel !== 'post' ||
    dossier.status !== 'done' ||
    dossier.shipments.some((shipment) => shipment.reference === reference)
  )
    return;
  const { payment } = dossier;
  const order = orderFor(
    {
      code: dossier.code,
      agency: dossier.procedure.agency,
      receiver: delivery.address,
      outstandingVnd: payment && !payment.receiptNo ? payment.amountVnd : 0,
    },
    FIRST,
  );
  const at = now();
  const { itemCode } = await placeOrder(order, {
    url: environment('POSTAL_URL'),
    secret: await postalSecret(at),
    now: at,
  });
  const shipment = orderedShipment(reference, itemCode, toInstant(at));
  await commit(shipmentOrdered(dossier, shipment, { at, newId, correlationId: event.correlationid }));
  log.info('POSTAL_ORDER_PLACED', { event: event.id, reference });
});
