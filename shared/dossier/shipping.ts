import { toInstant, withVietnamOffset } from '../clock.ts';
import { Problem } from '../http/problems.ts';
import { afterReport, type Shipment, type ShipmentReport } from '../shipment/shipment.ts';
import type { Write } from '../table/transaction.ts';
import { changed, eventOf, type Occasion } from './change.ts';
import type { Filed } from './dossier.ts';
import { replaceDossier } from './store.ts';
import { stepFrom, transitions } from './transitions.ts';

/** What an event tells of a shipment. */
const told = ({ reference, itemCode, status }: Shipment) => ({ reference, itemCode, shipmentStatus: status });

/** The dossier with a shipment added or replaced, in its next version and with its next event. */
const withShipment = (dossier: Filed, shipment: Shipment): Filed => ({
  ...dossier,
  version: dossier.version + 1,
  lastEvent: dossier.lastEvent + 1,
  shipments: [...dossier.shipments.filter(({ reference }) => reference !== shipment.reference), shipment],
});

/** An order that the post has accepted, as the writes of one transaction. */
export function shipmentOrdered(dossier: Filed, shipment: Shipment, occasion: Occasion): readonly Write[] {
  const after = withShipment(dossier, shipment);
  return [replaceDossier(dossier, after), eventOf('shipment.ordered', after, told(shipment), occasion)];
}

/**
 * A report of the post as the writes of one transaction: a result that is delivered makes the dossier returned.
 * A late report is kept and tells nobody anything.
 * @throws Problem `shipment-not-found` when the dossier has no such shipment under this item code
 */
export function shipmentReported(
  dossier: Filed,
  report: ShipmentReport,
  occasion: Occasion,
): { readonly shipment: Shipment; readonly writes: readonly Write[] } {
  const known = dossier.shipments.find(
    ({ reference, itemCode }) => reference === report.reference && itemCode === report.itemCode,
  );
  if (!known) throw new Problem('shipment-not-found');
  const { shipment, moved } = afterReport(known, report, toInstant(occasion.at));
  const after = withShipment(dossier, shipment);
  if (!moved)
    return { shipment, writes: [replaceDossier(dossier, { ...after, lastEvent: dossier.lastEvent })] };

  const occurred = toInstant(new Date(report.occurredAt));
  const occurredAt = withVietnamOffset(occurred);
  const reason = report.status === 'DELIVERY_FAILED' ? report.reason : undefined;
  const event = eventOf(
    'shipment.moved',
    after,
    { ...told(shipment), attempts: shipment.attempts, reason, occurredAt },
    occasion,
  );
  const step =
    shipment.status === 'DELIVERED' ? stepFrom('returnResult', dossier.status, 'postal') : undefined;
  if (!step) return { shipment, writes: [replaceDossier(dossier, after), event] };

  const returned = changed(after, { action: 'returnResult' }, step, occurred);
  const returnedEvent = eventOf(transitions.returnResult.event, returned, { occurredAt }, occasion);
  return { shipment, writes: [replaceDossier(dossier, returned), event, returnedEvent] };
}
