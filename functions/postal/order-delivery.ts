import { events } from '../../shared/dossier/events.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { consumeQueue } from '../../shared/event/consume.ts';
import { log } from '../../shared/log.ts';
import { placeOrder } from '../../shared/postal/client.ts';
import { orderDelivery } from '../../shared/postal/contracts.ts';
import { orderFor } from '../../shared/postal/order.ts';
import { postalSecret } from '../../shared/postal/secret.ts';
import { shipmentOrdered } from '../../shared/postal/shipping.ts';
import { environment } from '../../shared/resources.ts';
import { commit } from '../../shared/table/transaction.ts';

/** Orders the delivery of a finished result at the post. A retry sends the same order and gets the same item code. */
export const handler = consumeQueue(orderDelivery, events, async (event, { now, newId }) => {
  const file = await loadFiledFile(event.subject);
  const { dossier } = file;
  const { delivery } = dossier.form;
  const shipment = file.shipments.find(({ status }) => status === 'INTENDED');
  if (delivery.channel !== 'post' || !shipment) return;
  const open = file.payments.find(({ state }) => state === 'open');
  const order = orderFor(
    {
      code: dossier.code,
      procedure: dossier.procedure,
      receiver: delivery.address,
      outstandingVnd: open?.amountVnd ?? 0,
    },
    shipment.number,
  );
  const at = now();
  const { itemCode } = await placeOrder(order, {
    url: environment('POSTAL_URL'),
    secret: await postalSecret(at),
    now: at,
  });
  const occasion = {
    at,
    actor: { kind: 'system', worker: orderDelivery.id },
    newId,
    correlationId: event.correlationid,
  } as const;
  await commit(shipmentOrdered(file, shipment, itemCode, occasion));
  log.info('POSTAL_ORDER_PLACED', { event: event.id, reference: shipment.reference });
});
