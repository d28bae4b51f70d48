import { createHmac } from 'node:crypto';
import { toInstant } from '../clock.ts';
import type { Shipment } from '../shipment/shipment.ts';
import type { Attempt, CollectorId } from './attempt.ts';
import type { DayFormat } from './day-file.ts';
import type { Differing } from './difference.ts';

/**
 * The post's remittance batch (bảng kê chuyển tiền thu hộ) of a day: what it collected from midnight to midnight, by our reference of the
 * shipment, and herewith pays into the account for fees. This form is an assumption, to be settled with the operator.
 */
export const postalDayFile: DayFormat = {
  separator: '|',
  records: { head: 'REMITTANCE', movement: 'COD', end: 'TOTAL' },
  fields: ['reference', 'kind', 'amount', 'other'],
  kinds: { THU: 'payment' },
  unitsPerDong: 1,
  proof: (text, secret) => createHmac('sha256', secret).update(text).digest('hex'),
};

/** A shipment that collects. */
export type Collecting = Shipment & { readonly collects: NonNullable<Shipment['collects']> };

/** Whether the post was to collect something with a shipment. */
export const isCollecting = (shipment: Shipment): shipment is Collecting => shipment.collects !== undefined;

/**
 * What the post collects with a shipment as a way to pay its request, from the moment that anything is said of it: nothing is known for
 * certain so far.
 */
export function doubtfulCollection(
  { reference, collects: { payment, amountVnd } }: Collecting,
  number: number,
  at: Date,
): Attempt {
  const now = toInstant(at);
  return {
    v: 1,
    version: 1,
    number,
    payment,
    provider: 'postal' satisfies CollectorId,
    reference,
    amountVnd,
    startedAt: now,
    expiresAt: now,
    state: 'pending',
    said: [],
  };
}

/** The same once the money is there, by the post's word of the very sum or by its batch. */
export const collectedAttempt = (attempt: Attempt, amountVnd: number, at: Date): Attempt => ({
  ...attempt,
  state: 'paid',
  transaction: attempt.reference,
  paid: { amountVnd, at: toInstant(at) },
});

/** How the post's word of a delivery differs from what it was to collect: by its sum, or because it says none. */
export const saidOtherwise = ({
  reference,
  collects: { amountVnd },
  collectedVnd,
}: Collecting): Omit<Differing, 'transaction'> => ({
  kind: collectedVnd === undefined ? 'missing-there' : 'other-sum',
  moved: 'payment',
  reference,
  ourVnd: amountVnd,
  theirVnd: collectedVnd,
});
