import { describe, expect, it } from 'vitest';
import { toInstant } from '../../shared/clock.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { distanceTo } from '../../shared/postal/distance.ts';
import { isSilent, journeyDaysOf, returnJudged } from '../../shared/shipment/journey.ts';
import { intendedShipment, Shipment } from '../../shared/shipment/shipment.ts';

const calendar = civilServiceCalendar();
const instant = (local: string) => toInstant(new Date(`${local}+07:00`));
const day = '2021-10-22' as Parameters<typeof journeyDaysOf>[2];

describe('a journey', () => {
  it.each([
    ['sameDistrict', false, 1],
    ['sameDistrict', true, 2],
    ['inProvince', false, 2],
    ['inProvince', true, 4],
    ['elsewhere', false, 4],
    ['elsewhere', true, 8],
  ] as const)('%s, taking papers back: %s, may take %i working days', (distance, withPapers, days) => {
    expect(journeyDaysOf(distance, withPapers, day)).toBe(days);
  });

  it.each([
    ['H25.03', { place: 'inProvince', unitCode: '13285' }, 'sameDistrict'],
    ['H25.03', { place: 'inProvince', unitCode: '13630' }, 'inProvince'],
    ['H25.36', { place: 'inProvince', unitCode: '13630' }, 'sameDistrict'],
    ['H25.36', { place: 'inProvince', unitCode: '13285' }, 'inProvince'],
    ['H25.03', { place: 'inProvince', unitCode: '99999' }, 'inProvince'],
    ['H25.03', { place: 'elsewhere' }, 'elsewhere'],
  ] as const)('from the desk of %s to %j is %s', (agency, address, distance) => {
    expect(distanceTo({ ...address, street: 'Xóm 5' }, agency)).toBe(distance);
  });
});

/** A shipment that the post accepted on Friday 22 October 2021, for two working days. */
const shipment = (change: object = {}): Shipment =>
  Shipment.parse({
    ...intendedShipment('H25.03-211010-0001', 1, instant('2021-10-22T08:00')),
    status: 'PICKED_UP',
    journeyDays: 2,
    since: instant('2021-10-22T16:00'),
    ...change,
  });
const silentAt = (local: string, change: object = {}): boolean =>
  isSilent(shipment(change), new Date(instant(local)), calendar);

describe('the post', () => {
  it('is silent once the last working day of the journey is over', () => {
    expect(silentAt('2021-10-26T23:59')).toBe(false);
    expect(silentAt('2021-10-27T00:00')).toBe(true);
  });

  it('is not silent over a holiday', () => {
    // Tuesday 20 April 2021; Wednesday is Giỗ Tổ, so the second working day after it is Friday.
    expect(silentAt('2021-04-23T23:59', { since: instant('2021-04-20T09:00') })).toBe(false);
    expect(silentAt('2021-04-24T00:00', { since: instant('2021-04-20T09:00') })).toBe(true);
  });

  it('may wait two working days more for the next invitation', () => {
    expect(silentAt('2021-10-28T23:59', { status: 'DELIVERY_FAILED' })).toBe(false);
    expect(silentAt('2021-10-29T00:00', { status: 'DELIVERY_FAILED' })).toBe(true);
  });

  it.each([{ status: 'DELIVERED' }, { journeyDays: undefined }, { since: undefined }])(
    'owes no news of %j',
    (change) => {
      expect(silentAt('2022-10-29T00:00', change)).toBe(false);
    },
  );
});

/** Whether a shipment came back too early that failed at these times. */
const early = (...times: readonly string[]): boolean | undefined => {
  const failures = times.map((time, place) => ({
    attempt: place + 1,
    at: instant(time),
    reason: 'receiverAbsent',
  }));
  return returnJudged(shipment({ status: 'RETURNING', failures }), calendar).returnedEarly;
};

describe('a return', () => {
  it('is lawful after one attempt and two invitations, each two working days after the one before', () => {
    // Friday, Tuesday, Thursday.
    expect(early('2021-10-22T09:00', '2021-10-26T09:00', '2021-10-28T09:00')).toBe(false);
  });

  it.each([
    ['nothing was tried', []],
    ['it was tried twice', ['2021-10-22T09:00', '2021-10-26T09:00']],
    ['an invitation came a working day later', ['2021-10-22T09:00', '2021-10-25T17:00', '2021-10-26T09:00']],
    ['two came on one day', ['2021-10-22T09:00', '2021-10-26T09:00', '2021-10-26T15:00']],
    ['a holiday stood between', ['2021-04-19T09:00', '2021-04-20T09:00', '2021-04-22T09:00']],
  ])('comes too early when %s', (_, times) => {
    expect(early(...times)).toBe(true);
  });

  it('may make up for an invitation that came too soon by another', () => {
    expect(early('2021-10-22T09:00', '2021-10-25T09:00', '2021-10-26T09:00', '2021-10-28T09:00')).toBe(false);
  });

  it('is judged once, and nothing else is', () => {
    expect(
      returnJudged(shipment({ status: 'RETURNING', returnedEarly: false }), calendar).returnedEarly,
    ).toBe(false);
    const delivered = shipment({ status: 'DELIVERED' });
    expect(returnJudged(delivered, calendar)).toBe(delivered);
  });
});
