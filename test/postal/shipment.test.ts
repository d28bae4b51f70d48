import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../shared/clock.ts';
import {
  afterReport,
  orderedShipment,
  type Shipment,
  ShipmentReport,
  type ShipmentStatus,
} from '../../shared/shipment/shipment.ts';

const recordedAt = '2021-10-25T03:00:00.000Z' as Instant;
const ordered = orderedShipment(
  'H25.03-211010-0001-T1',
  'EB123456785VN',
  '2021-10-22T10:00:00.000Z' as Instant,
);

/** A report in short: `OUT_FOR_DELIVERY 2`. */
function report(short: string): ShipmentReport {
  const [status, attempt] = short.split(' ');
  return ShipmentReport.parse({
    eventId: `vnp-${short.replace(' ', '-')}`,
    reference: ordered.reference,
    itemCode: ordered.itemCode,
    status,
    occurredAt: '2021-10-25T09:20:00+07:00',
    ...(attempt && { attempt: Number(attempt) }),
    ...(status === 'DELIVERY_FAILED' && { reason: 'receiverAbsent' }),
  });
}

const shipmentAfter = (...reports: readonly string[]): Shipment =>
  reports.reduce((shipment, short) => afterReport(shipment, report(short), recordedAt).shipment, ordered);

/** What a shipment comes to, and which of its reports moved it. */
const story = (...reports: readonly string[]) => {
  const { status, attempts, reports: kept } = shipmentAfter(...reports);
  return [status, attempts, kept.map(({ effect }) => effect).join(' ')];
};

describe('a shipment', () => {
  it('goes from the agency to the applicant, over failed attempts', () => {
    expect(
      story(
        'PICKED_UP',
        'IN_TRANSIT',
        'OUT_FOR_DELIVERY 1',
        'DELIVERY_FAILED 1',
        'OUT_FOR_DELIVERY 2',
        'DELIVERED',
      ),
    ).toEqual(['DELIVERED', 2, 'moved moved moved moved moved moved']);
  });

  it('keeps a late report and does not go back', () => {
    expect(story('OUT_FOR_DELIVERY 1', 'IN_TRANSIT', 'PICKED_UP')).toEqual([
      'OUT_FOR_DELIVERY',
      1,
      'moved late late',
    ]);
    expect(story('OUT_FOR_DELIVERY 2', 'DELIVERY_FAILED 1')).toEqual(['OUT_FOR_DELIVERY', 2, 'moved late']);
    expect(story('DELIVERY_FAILED 1', 'OUT_FOR_DELIVERY 1')).toEqual(['DELIVERY_FAILED', 1, 'moved late']);
  });

  it('does not mind what the post left out', () => {
    expect(story('DELIVERED')).toEqual(['DELIVERED', 0, 'moved']);
    expect(story('PICKED_UP', 'DELIVERY_FAILED 3')).toEqual(['DELIVERY_FAILED', 3, 'moved moved']);
  });

  it('ends with what ended it', () => {
    expect(story('DELIVERED', 'DELIVERED', 'LOST', 'RETURNED_TO_AGENCY', 'DELIVERY_FAILED 5')).toEqual([
      'DELIVERED',
      5,
      'moved late late late late',
    ]);
    expect(story('RETURNING', 'RETURNED_TO_AGENCY', 'DELIVERED')).toEqual([
      'RETURNED_TO_AGENCY',
      0,
      'moved moved late',
    ]);
  });

  it('may still reach the applicant on its way back', () => {
    expect(story('DELIVERY_FAILED 3', 'RETURNING', 'DELIVERED')).toEqual([
      'DELIVERED',
      3,
      'moved moved moved',
    ]);
  });

  it('can be cancelled only before the post has it', () => {
    expect(story('CANCELLED')).toEqual(['CANCELLED', 0, 'moved']);
    expect(story('PICKED_UP', 'CANCELLED')).toEqual(['PICKED_UP', 0, 'moved late']);
  });

  it('keeps what the post said of each step', () => {
    expect(shipmentAfter('DELIVERY_FAILED 1').reports).toEqual([
      {
        eventId: 'vnp-DELIVERY_FAILED-1',
        status: 'DELIVERY_FAILED',
        attempt: 1,
        reason: 'receiverAbsent',
        occurredAt: '2021-10-25T02:20:00.000Z',
        recordedAt: '2021-10-25T03:00:00.000Z',
        effect: 'moved',
      },
    ]);
  });

  it('ends the same in whatever order its reports come, short of a second ending', () => {
    const reports = [
      'PICKED_UP',
      'IN_TRANSIT',
      'OUT_FOR_DELIVERY 1',
      'DELIVERY_FAILED 1',
      'OUT_FOR_DELIVERY 2',
      'DELIVERY_FAILED 2',
      'OUT_FOR_DELIVERY 3',
      'DELIVERED',
    ];
    const repeated = fc
      .shuffledSubarray([...reports, ...reports], { minLength: reports.length })
      .filter((chosen) => reports.every((one) => chosen.includes(one)));
    fc.assert(
      fc.property(repeated, (chosen) => {
        const { status, attempts, reports: kept } = shipmentAfter(...chosen);
        expect([status, attempts, kept.length]).toEqual(['DELIVERED', 3, chosen.length]);
      }),
    );
  });

  it('never leaves a final status, whatever is reported', () => {
    const any = fc.constantFrom(
      'PICKED_UP',
      'OUT_FOR_DELIVERY 1',
      'DELIVERY_FAILED 2',
      'RETURNING',
      'CANCELLED',
      'LOST',
    );
    const final: readonly ShipmentStatus[] = ['DELIVERED', 'LOST', 'CANCELLED', 'RETURNED_TO_AGENCY'];
    fc.assert(
      fc.property(fc.constantFrom(...final), fc.array(any), (ending, later) => {
        expect(shipmentAfter(ending, ...later).status).toBe(ending);
      }),
    );
  });
});

describe('a report', () => {
  const plain = {
    eventId: 'vnp-1',
    reference: 'H25.03-211010-0001-T1',
    itemCode: 'EB123456785VN',
    occurredAt: '2021-10-25T09:20:00+07:00',
  };

  it.each([
    ['a failed attempt without a reason', { ...plain, status: 'DELIVERY_FAILED', attempt: 1 }],
    ['a failed attempt without a number', { ...plain, status: 'DELIVERY_FAILED', reason: 'refused' }],
    ['a reason of its own', { ...plain, status: 'DELIVERY_FAILED', attempt: 1, reason: 'rain' }],
    ['an attempt 0', { ...plain, status: 'OUT_FOR_DELIVERY', attempt: 0 }],
    ['an unknown status', { ...plain, status: 'EATEN' }],
    ['the status that only an order gives', { ...plain, status: 'REQUESTED' }],
    ['a wrong item code', { ...plain, itemCode: 'EB123456789VN', status: 'PICKED_UP' }],
    ['a time without an offset', { ...plain, occurredAt: '2021-10-25T09:20:00', status: 'PICKED_UP' }],
    ['no id', { ...plain, eventId: '', status: 'PICKED_UP' }],
  ])('is refused with %s', (_, value) => {
    expect(ShipmentReport.safeParse(value).success).toBe(false);
  });

  it('may say more than we ask for', () => {
    expect(ShipmentReport.parse({ ...plain, status: 'PICKED_UP', postman: 'BĐ 12' })).toEqual({
      ...plain,
      status: 'PICKED_UP',
    });
  });
});
