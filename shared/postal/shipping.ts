import { toInstant, withVietnamOffset } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { actionOf, stepFrom } from '../dossier/actions.ts';
import { moved, type Occasion, recorded } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { afterReport, type Shipment, type ShipmentReport } from '../shipment/shipment.ts';
import { putMoved, putReport } from '../shipment/store.ts';
import type { Write } from '../table/transaction.ts';

/** What an event tells of a shipment. */
const told = ({ reference, itemCode = '', status }: Shipment) => ({
  reference,
  itemCode,
  shipmentStatus: status,
});

/** An order that the post has accepted, as the writes of one transaction. */
export function shipmentOrdered(
  { dossier }: DossierFile<Filed>,
  shipment: Shipment,
  itemCode: string,
  occasion: Occasion,
): readonly Write[] {
  const { nextTryAt: _, ...settled } = shipment;
  const ordered: Shipment = {
    ...settled,
    itemCode,
    status: 'REQUESTED',
    orderedAt: toInstant(occasion.at),
  };
  const { writes } = recorded(
    dossier,
    [{ after: dossier, told: { name: 'shipment.ordered', data: told(ordered) } }],
    occasion,
  );
  return [...writes, putMoved(dossier.id, shipment, ordered, accessTo(dossier))];
}

/**
 * The operator's answer to a cancellation, as the writes of one transaction.
 * @param cancelled false when the item was picked up already: it goes on, and comes back by itself
 */
export function shipmentCancelled(
  { dossier }: DossierFile<Filed>,
  shipment: Shipment,
  cancelled: boolean,
  occasion: Occasion,
): readonly Write[] {
  const { nextTryAt: _, ...settled } = shipment;
  const after: Shipment = { ...settled, status: cancelled ? 'CANCELLED' : 'REQUESTED' };
  const write = putMoved(dossier.id, shipment, after, accessTo(dossier));
  if (!cancelled) return [write];
  const data = { ...told(after), attempts: after.attempts };
  const { writes } = recorded(
    dossier,
    [{ after: dossier, told: { name: 'shipment.moved', data } }],
    occasion,
  );
  return [...writes, write];
}

/** What the desk is to look after once a shipment has come to this. */
const attentionOf = {
  LOST: 'shipment-lost',
  RETURNED_TO_AGENCY: 'shipment-returned',
} as const;

const attention = (status: Shipment['status']) =>
  status === 'LOST' || status === 'RETURNED_TO_AGENCY' ? attentionOf[status] : undefined;

/**
 * A report of the post as the writes of one transaction: a result that is delivered makes the dossier returned; one
 * that is lost or comes back is the desk's to look after. A late report is kept and tells nobody anything.
 * @throws Problem `shipment-not-found` when the dossier has no such shipment under this item code
 */
export function shipmentReported(
  { dossier, shipments }: DossierFile<Filed>,
  report: ShipmentReport,
  occasion: Occasion,
): { readonly shipment: Shipment; readonly writes: readonly Write[] } {
  const known = shipments.find(({ reference }) => reference === report.reference);
  if (!known || (known.itemCode !== undefined && known.itemCode !== report.itemCode))
    throw new Problem('shipment-not-found');
  const recordedAt = toInstant(occasion.at);
  const { shipment, moved: further } = afterReport(known, report);
  const kept = putReport(dossier.id, report, { recordedAt, effect: further ? 'moved' : 'late' });
  if (!further) return { shipment, writes: [kept] };

  const occurred = toInstant(new Date(report.occurredAt));
  const occurredAt = withVietnamOffset(occurred);
  const reason = report.status === 'DELIVERY_FAILED' ? report.reason : undefined;
  const event = {
    name: 'shipment.moved',
    data: { ...told(shipment), attempts: shipment.attempts, reason },
    occurredAt,
  } as const;
  const after = { ...dossier, attention: attention(shipment.status) ?? dossier.attention };
  const step =
    shipment.status === 'DELIVERED' ? stepFrom('returnResult', dossier.status, 'postal') : undefined;
  const { writes } = recorded(
    dossier,
    [
      { after, told: event },
      ...(step
        ? [
            {
              after: moved(after, actionOf('returnResult'), step, occurred, {
                change: { returnedAt: occurred, attention: undefined },
              }),
              told: { name: 'dossier.returned', occurredAt } as const,
            },
          ]
        : []),
    ],
    occasion,
  );
  return { shipment, writes: [...writes, kept, putMoved(dossier.id, known, shipment, accessTo(dossier))] };
}
