import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../shared/clock.ts';
import { events } from '../../shared/dossier/events.ts';
import { canMove, type Mover } from '../../shared/shipment/movement.ts';
import { type MovementName, movementOf, movements, movementsFor } from '../../shared/shipment/movements.ts';
import { ShipmentReport } from '../../shared/shipment/report.ts';
import { afterReport, intendedShipment, Shipment } from '../../shared/shipment/shipment.ts';
import { type ShipmentStatus, shipmentStatusNames } from '../../shared/shipment/status.ts';
import { shipmentDiagram } from '../support/shipment-diagram.ts';

const at = toInstant(new Date('2021-10-22T10:00:00.000Z'));
const intended = intendedShipment('H25.03-211010-0001', 1, at);

/** A shipment in a status, at its second delivery attempt where there was one. */
const standing = (status: ShipmentStatus): Shipment =>
  Shipment.parse({
    ...intended,
    itemCode: 'EB123456785VN',
    status,
    attempts: ['OUT_FOR_DELIVERY', 'DELIVERY_FAILED', 'RETURNING'].includes(status) ? 2 : 0,
  });

const reportOf = (short: string): ShipmentReport => {
  const [status, attempt] = short.split(' ');
  return ShipmentReport.parse({
    eventId: 'vnp-1',
    reference: intended.reference,
    itemCode: 'EB123456785VN',
    status,
    occurredAt: '2021-10-25T09:20:00+07:00',
    ...(attempt && { attempt: Number(attempt) }),
    ...(status === 'DELIVERY_FAILED' && { reason: 'receiverAbsent' }),
  });
};

const reports = [
  'PICKED_UP',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY 1',
  'OUT_FOR_DELIVERY 2',
  'OUT_FOR_DELIVERY 3',
  'DELIVERY_FAILED 1',
  'DELIVERY_FAILED 2',
  'DELIVERY_FAILED 3',
  'RETURNING',
  'DELIVERED',
  'RETURNED_TO_AGENCY',
  'LOST',
  'CANCELLED',
];

/** What the post may still say of it, written down apart from the table: status > the reports that move it. */
const beforeItIsFetched = reports;
const moving: Readonly<Record<ShipmentStatus, readonly string[]>> = {
  INTENDED: beforeItIsFetched,
  REQUESTED: beforeItIsFetched,
  CANCELLING: beforeItIsFetched,
  PICKED_UP: [
    'IN_TRANSIT',
    'OUT_FOR_DELIVERY 1',
    'OUT_FOR_DELIVERY 2',
    'OUT_FOR_DELIVERY 3',
    'DELIVERY_FAILED 1',
    'DELIVERY_FAILED 2',
    'DELIVERY_FAILED 3',
    'RETURNING',
    'DELIVERED',
    'RETURNED_TO_AGENCY',
    'LOST',
  ],
  IN_TRANSIT: [
    'OUT_FOR_DELIVERY 1',
    'OUT_FOR_DELIVERY 2',
    'OUT_FOR_DELIVERY 3',
    'DELIVERY_FAILED 1',
    'DELIVERY_FAILED 2',
    'DELIVERY_FAILED 3',
    'RETURNING',
    'DELIVERED',
    'RETURNED_TO_AGENCY',
    'LOST',
  ],
  OUT_FOR_DELIVERY: [
    'OUT_FOR_DELIVERY 3',
    'DELIVERY_FAILED 2',
    'DELIVERY_FAILED 3',
    'RETURNING',
    'DELIVERED',
    'RETURNED_TO_AGENCY',
    'LOST',
  ],
  DELIVERY_FAILED: [
    'OUT_FOR_DELIVERY 3',
    'DELIVERY_FAILED 3',
    'RETURNING',
    'DELIVERED',
    'RETURNED_TO_AGENCY',
    'LOST',
  ],
  RETURNING: ['DELIVERED', 'RETURNED_TO_AGENCY', 'LOST'],
  DELIVERED: [],
  RETURNED_TO_AGENCY: [],
  LOST: [],
  CANCELLED: [],
};

/** The same of all others: who > status > what may be brought about. */
const others: Readonly<
  Record<Exclude<Mover, 'post'>, Partial<Record<ShipmentStatus, readonly MovementName[]>>>
> = {
  owner: {
    INTENDED: ['redirect', 'callOff'],
    REQUESTED: ['redirect', 'callOff'],
    DELIVERY_FAILED: ['deliverAgain'],
  },
  deskOfficer: { INTENDED: ['recall'], REQUESTED: ['recall', 'handOver'] },
  system: { INTENDED: ['order', 'cancel'], REQUESTED: ['cancel'], CANCELLING: ['cancel', 'goOn'] },
};

describe('the table of movements', () => {
  const cells = shipmentStatusNames.flatMap((status) =>
    reports.map((report) => [status, report, moving[status].includes(report)] as const),
  );

  it.each(cells)('%s is moved by the report %s: %s', (status, report, moves) => {
    const before = standing(status);
    const { shipment, moved } = afterReport(before, reportOf(report));
    expect([moved, shipment.status]).toEqual([moves, moves ? report.split(' ')[0] : status]);
  });

  it.each(shipmentStatusNames.flatMap((status) => Object.keys(others).map((who) => [status, who] as const)))(
    'in %s offers the %s what it says, and nothing else',
    (status, who) => {
      const mover = who as keyof typeof others;
      expect(movementsFor(standing(status), mover)).toEqual(others[mover][status] ?? []);
    },
  );

  it('lets nothing happen for which nobody is named, and tells only events of the catalogue', () => {
    expect(movements.filter(({ by }) => by.length === 0)).toEqual([]);
    const told = movements.flatMap(({ event }) => event ?? []);
    expect(told.filter((name) => !events.names.includes(name))).toEqual([]);
  });

  it('has nothing asked for twice after the same failed attempt', () => {
    const failed = standing('DELIVERY_FAILED');
    const asked = (attempt: number) => ({
      ...failed,
      wish: { kind: 'deliverAgain', at, attempt, state: 'refused' } as const,
    });
    expect(canMove(movementOf('deliverAgain'), asked(2))).toBe(false);
    expect(canMove(movementOf('deliverAgain'), asked(1))).toBe(true);
  });

  it('is drawn for the people of the Centre as it is', () => {
    const text = readFileSync(path.resolve(import.meta.dirname, '../../shared/postal/README.md'), 'utf8');
    const [, drawn = ''] = /<!-- movements: [^>]*-->\n([\s\S]*?)\n<!-- \/movements -->/.exec(text) ?? [];
    expect(drawn).toBe(shipmentDiagram());
  });
});
