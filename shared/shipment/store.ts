import * as z from 'zod';
import { StoredInstant } from '../instant.ts';
import type { Access } from '../table/access.ts';
import { loadDue } from '../table/due.ts';
import { dueEntry, reportKey, SHIPMENT_PREFIX, shipmentKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import type { Shipment, ShipmentReport } from './shipment.ts';

/** What waits to be ordered or cancelled stands in the index `due`. */
const itemOf = (dossierId: string, shipment: Shipment, access: Access) => ({
  ...shipmentKey(dossierId, shipment.number),
  ...shipment,
  ...access,
  ...(shipment.nextTryAt && dueEntry('delivery', shipment.nextTryAt, shipment.reference)),
});

/** A new shipment. */
export const putShipment = (dossierId: string, shipment: Shipment, access: Access): Write => ({
  put: itemOf(dossierId, shipment, access),
  when: absent,
});

/** A shipment that must still be as it was read. */
export const putMoved = (dossierId: string, before: Shipment, after: Shipment, access: Access): Write => ({
  put: itemOf(dossierId, after, access),
  when: {
    expression: '#status = :status AND attempts = :attempts AND tries = :tries',
    names: { '#status': 'status' },
    values: { ':status': before.status, ':attempts': before.attempts, ':tries': before.tries },
  },
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
  }),
  recordedAt: StoredInstant,
  effect: z.enum(['moved', 'late']),
});

/**
 * Keeps a report under its id and its effect: whatever a party outside repeats is written over, and nothing grows.
 * A repeat of one that moved the shipment is a late one.
 */
export const putReport = (
  dossierId: string,
  report: ShipmentReport,
  kept: Omit<z.infer<typeof KeptReport>, 'v' | 'report'>,
): Write => ({ put: { ...reportKey(dossierId, `${report.eventId}#${kept.effect}`), v: 1, report, ...kept } });

/** Shipments for which the operator is to be asked now. @param limit of each shard */
export const loadDueShipments = async (now: Date, limit: number) =>
  (await loadDue('delivery', now, limit)).map(({ dossierId, sortKey }) => ({
    dossierId,
    number: Number(sortKey.slice(SHIPMENT_PREFIX.length)),
  }));
