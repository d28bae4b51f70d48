import { attentionLeft } from '../dossier/attention.ts';
import type { State } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { Movement } from '../shipment/movement.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { isFinal } from '../shipment/status.ts';

/** What an event tells of a shipment. */
export const told = ({ reference, itemCode = '', status }: Shipment) => ({
  reference,
  itemCode,
  shipmentStatus: status,
});

/** What the desk was to look after is over once the shipment moves: the post is reached, or heard of again. */
const passing: readonly Filed['attention'][] = ['post-unreachable', 'order-refused', 'shipment-silent'];

/** The dossier after a movement of its shipment, and what is told of that. What will not be delivered collects nothing, and money comes first at the desk. */
export function telling(
  dossier: Filed,
  { event, attention }: Movement,
  after: Shipment,
  more: { readonly occurredAt?: string; readonly reason?: string } = {},
): readonly State[] {
  if (!event) return [];
  const { occurredAt, reason } = more;
  const data =
    event === 'shipment.moved' ? { ...told(after), attempts: after.attempts, reason } : told(after);
  const left = passing.includes(dossier.attention) ? undefined : dossier.attention;
  const isOver = isFinal(after.status) && after.status !== 'DELIVERED';
  const collection = isOver && dossier.collection === 'byPost' ? 'atDesk' : dossier.collection;
  return [
    {
      after: { ...dossier, attention: attentionLeft(dossier) ?? attention ?? left, collection },
      told: { name: event, data, ...(occurredAt && { occurredAt }) },
    },
  ];
}
