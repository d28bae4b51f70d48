import * as z from 'zod';
import { StoredInstant } from '../instant.ts';
import type { Access } from '../table/access.ts';
import { loadDue } from '../table/due.ts';
import { dueEntry, reportKey, SHIPMENT_PREFIX, shipmentKey } from '../table/keys.ts';
import { absent, type Condition, type Write } from '../table/transaction.ts';
import type { Shipment } from './shipment.ts';

/** What waits in the index `due`: first for what the operator is to be told, else for what it is to be asked. */
function waiting({ nextTryAt, lookAt, reference }: Shipment) {
  if (nextTryAt) return dueEntry('delivery', nextTryAt, reference);
  return lookAt && dueEntry('progress', lookAt, reference);
}

const itemOf = (dossierId: string, shipment: Shipment, access: Access) => ({
  ...shipmentKey(dossierId, shipment.number),
  ...shipment,
  ...access,
  ...waiting(shipment),
});

/** A new shipment. */
export const putShipment = (dossierId: string, shipment: Shipment, access: Access): Write => ({
  put: itemOf(dossierId, shipment, access),
  when: absent,
});

/** As it was read. One that was kept before versions were counted has none. */
const unchanged = ({ version, status }: Shipment): Condition => ({
  expression: `#status = :status AND ${version === 0 ? 'attribute_not_exists(#version)' : '#version = :version'}`,
  names: { '#status': 'status', '#version': 'version' },
  values: { ':status': status, ...(version > 0 && { ':version': version }) },
});

/** A shipment that must still be as it was read. */
export const putMoved = (dossierId: string, before: Shipment, after: Shipment, access: Access): Write => ({
  put: itemOf(dossierId, { ...after, version: before.version + 1 }, access),
  when: unchanged(before),
});

/** A report as it is kept: `late` ones tell of the past and moved nothing. */
export const KeptReport = z.object({
  v: z.literal(1),
  report: z.object({
    eventId: z.string(),
    reference: z.string(),
    itemCode: z.string(),
    occurredAt: z.string(),
    status: z.string(),
    attempt: z.int().optional(),
    reason: z.string().optional(),
    collectedVnd: z.int().optional(),
  }),
  recordedAt: StoredInstant,
  effect: z.enum(['moved', 'late']),
});

/**
 * Keeps a report under its id and its effect: whatever a party outside repeats is written over, and nothing grows.
 * A repeat of one that moved its item is a late one.
 */
export const putReport = (
  dossierId: string,
  report: z.infer<typeof KeptReport>['report'],
  kept: Omit<z.infer<typeof KeptReport>, 'v' | 'report'>,
): Write => ({ put: { ...reportKey(dossierId, `${report.eventId}#${kept.effect}`), v: 1, report, ...kept } });

/** Shipments of which the operator is to be told, or for which it is to be asked, now. @param limit of each shard */
export const loadDueShipments = async (kind: 'delivery' | 'progress', now: Date, limit: number) =>
  (await loadDue(kind, now, limit)).map(({ dossierId, sortKey }) => ({
    dossierId,
    number: Number(sortKey.slice(SHIPMENT_PREFIX.length)),
  }));
