import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../shared/clock.ts';
import { ShipmentReport } from '../../shared/shipment/report.ts';
import {
  afterReport,
  cancelled,
  intendedShipment,
  isInVain,
  Shipment,
  triedInVain,
} from '../../shared/shipment/shipment.ts';
import type { ShipmentStatus } from '../../shared/shipment/status.ts';

const at = (instant: string) => instant as Instant;
const intended = intendedShipment('H25.03-211010-0001', 1, at('2021-10-22T10:00:00.000Z'));
const ordered = Shipment.parse({ ...intended, status: 'REQUESTED', itemCode: 'EB123456785VN' });

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

/** A shipment after some reports, and which of them moved it. */
const following = (...reports: readonly string[]) =>
  reports.reduce<{ shipment: Shipment; effects: readonly string[] }>(
    (before, short) => {
      const { shipment, moved } = afterReport(before.shipment, report(short));
      return { shipment, effects: [...before.effects, moved ? 'moved' : 'late'] };
    },
    { shipment: ordered, effects: [] },
  );
const shipmentAfter = (...reports: readonly string[]): Shipment => following(...reports).shipment;

/** What a shipment comes to, and which of its reports moved it. */
const story = (...reports: readonly string[]) => {
  const { shipment, effects } = following(...reports);
  return [shipment.status, shipment.attempts, effects.join(' ')];
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

  it('is not made larger by anything that is reported of it', () => {
    const once = JSON.stringify(shipmentAfter('IN_TRANSIT')).length;
    const often = shipmentAfter('IN_TRANSIT', ...Array<string>(3000).fill('IN_TRANSIT'));
    expect(JSON.stringify(often)).toHaveLength(once);
  });

  it('moves on although the post was sooner than its answer to the order', () => {
    const { shipment, moved } = afterReport(intended, report('PICKED_UP'));
    expect([moved, shipment.status, shipment.nextTryAt]).toEqual([true, 'PICKED_UP', undefined]);
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
        const { status, attempts } = shipmentAfter(...chosen);
        expect([status, attempts]).toEqual(['DELIVERED', 3]);
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

describe('the operator', () => {
  it('that is down is asked for more than a day, ever more seldom, and then daily', () => {
    const minutes: number[] = [];
    let shipment = intended;
    let time = new Date('2021-10-22T10:00:00.000Z');
    for (let tries = 0; tries < 12; tries++) {
      shipment = triedInVain(shipment, time);
      const next = new Date(shipment.nextTryAt ?? '');
      minutes.push((next.getTime() - time.getTime()) / 60_000);
      time = next;
    }
    expect(minutes).toEqual(minutes.toSorted((one, other) => one - other));
    const ladder = minutes.slice(0, 9).reduce((sum, wait) => sum + wait, 0);
    expect(ladder).toBeGreaterThan(24 * 60);
    expect(minutes.at(-1)).toBeGreaterThanOrEqual(24 * 60);
    expect(minutes.at(-1)).toBeLessThan(24 * 66.1);
    expect(minutes[0]).toBeGreaterThan(0.1);
  });

  it('is asked in vain once a day has passed', () => {
    expect(isInVain(intended, new Date('2021-10-23T09:59:59.000Z'))).toBe(false);
    expect(isInVain(intended, new Date('2021-10-23T10:00:00.000Z'))).toBe(true);
  });

  it('need not fetch what the desk has handed over, unless it has it already', () => {
    const now = at('2021-10-23T10:00:00.000Z');
    expect(cancelled(intended, now)).toMatchObject({ status: 'CANCELLING', tries: 0, nextTryAt: now });
    expect(cancelled(ordered, now).status).toBe('CANCELLING');
    const underWay = shipmentAfter('IN_TRANSIT');
    expect(cancelled(underWay, now)).toBe(underWay);
    expect(afterReport(cancelled(ordered, now), report('PICKED_UP')).shipment.status).toBe('PICKED_UP');
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
    ['a status that only an order gives', { ...plain, status: 'REQUESTED' }],
    ['a status of ours alone', { ...plain, status: 'CANCELLING' }],
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
