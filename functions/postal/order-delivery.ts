import { events } from '../../shared/dossier/events.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { consumeQueue } from '../../shared/event/consume.ts';
import { orderDelivery } from '../../shared/postal/contracts.ts';
import { pursue } from '../../shared/postal/pursuit.ts';
import { isToBeTold } from '../../shared/shipment/shipment.ts';

/** After a try in vain the operator is left alone for so long; what was not tried stays due for `retry-deliveries`. */
const RESPITE_MS = 10_000;
let leftAloneUntil = 0;

/**
 * Asks the post for a result to be delivered as soon as it is finished, or not to fetch one that the desk has handed
 * over. An operator that fails or hangs costs one try: everything else waits on record, and no message is lost to it.
 */
export const handler = consumeQueue(orderDelivery, events, async (event, { now, newId }) => {
  const at = now();
  if (at.getTime() < leftAloneUntil) return;
  const file = await loadFiledFile(event.subject);
  const shipment = file.shipments.find((one) => isToBeTold(one, at));
  if (!shipment) return;
  const actor = { kind: 'system', worker: orderDelivery.id } as const;
  const outcome = await pursue(file, shipment, { at, actor, newId, correlationId: event.correlationid });
  leftAloneUntil = outcome === 'failed' ? now().getTime() + RESPITE_MS : 0;
});
