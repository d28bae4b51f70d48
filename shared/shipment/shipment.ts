import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Instant, toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import type { Text } from '../text.ts';
import { ItemCode } from './item-code.ts';

type StatusRow = {
  /** A report moves a shipment only upwards. */
  readonly rank: number;
  /** Comes again with each delivery attempt, above the attempt before. */
  readonly ofAttempt?: true;
  /** Nothing moves it any more. */
  readonly final?: true;
  /** The only statuses it may follow. */
  readonly after?: readonly string[];
  readonly name: Text;
};

/** Statuses of a result on its way from the agency to the applicant (QĐ 45/2016/QĐ-TTg Điều 9). */
export const shipmentStatuses = {
  // Ours alone, before the operator has taken the order: what is meant to be sent is on record before it is asked for.
  INTENDED: { rank: -1, name: { vi: 'Chờ bưu điện nhận yêu cầu', en: 'To be ordered' } },
  REQUESTED: { rank: 0, name: { vi: 'Đã đăng ký', en: 'Requested' } },
  PICKED_UP: { rank: 1, name: { vi: 'Bưu điện đã nhận', en: 'Picked up' } },
  IN_TRANSIT: { rank: 2, name: { vi: 'Đang vận chuyển', en: 'In transit' } },
  OUT_FOR_DELIVERY: { rank: 3, ofAttempt: true, name: { vi: 'Đang phát', en: 'Out for delivery' } },
  DELIVERY_FAILED: { rank: 4, ofAttempt: true, name: { vi: 'Phát không thành công', en: 'Delivery failed' } },
  RETURNING: { rank: 100, name: { vi: 'Đang chuyển hoàn', en: 'Returning to the agency' } },
  RETURNED_TO_AGENCY: {
    rank: 101,
    final: true,
    name: { vi: 'Đã chuyển hoàn', en: 'Returned to the agency' },
  },
  LOST: { rank: 101, final: true, name: { vi: 'Thất lạc', en: 'Lost' } },
  // What the post has picked up can only be returned.
  CANCELLED: {
    rank: 101,
    final: true,
    after: ['INTENDED', 'REQUESTED', 'CANCELLING'],
    name: { vi: 'Đã hủy', en: 'Cancelled' },
  },
  // Ours alone: the result was handed over meanwhile, and the operator is still to be told.
  CANCELLING: {
    rank: 0.5,
    after: ['INTENDED', 'REQUESTED'],
    name: { vi: 'Đang hủy', en: 'Being cancelled' },
  },
  DELIVERED: { rank: 101, final: true, name: { vi: 'Phát thành công', en: 'Delivered' } },
} as const satisfies Record<string, StatusRow>;

export type ShipmentStatus = keyof typeof shipmentStatuses;
const statusNames = Object.keys(shipmentStatuses) as readonly ShipmentStatus[];

/** Why a delivery attempt failed: the reasons that a postal clerk chooses from. */
export const failureReasons = {
  receiverAbsent: { vi: 'không có người nhận', en: 'nobody was there to receive it' },
  wrongAddress: { vi: 'sai địa chỉ', en: 'the address is wrong' },
  unreachable: { vi: 'không liên lạc được', en: 'the receiver could not be reached' },
  refused: { vi: 'từ chối nhận', en: 'the receiver refused it' },
  rescheduled: { vi: 'người nhận hẹn lại', en: 'the receiver asked for another day' },
} as const satisfies Record<string, Text>;

export type FailureReason = keyof typeof failureReasons;
export const FailureReason = z.enum(Object.keys(failureReasons) as readonly FailureReason[]);

/** An item is tried once and invited for twice before it goes back (TT 17/2017/TT-BTTTT Điều 7). */
export const LEAST_ATTEMPTS = 3;

/** Working days between one invitation and the next (TT 17/2017/TT-BTTTT Điều 7). */
export const DAYS_BETWEEN_ATTEMPTS = 2;

const Attempt = z.int().min(1).max(20);

const reported = {
  /** The operator's id of this report: a repeat has the same. */
  eventId: z.string().regex(/^[\w.:-]{1,100}$/),
  /** Ours, as in the order. */
  reference: z.string().max(60),
  itemCode: ItemCode,
  occurredAt: z.iso.datetime({ offset: true }),
};

/** What the operator reports of an item. A delivery attempt says its number, a failed one always why. */
export const ShipmentReport = z
  .discriminatedUnion('status', [
    z.object({
      ...reported,
      status: z.enum([
        'PICKED_UP',
        'IN_TRANSIT',
        'DELIVERED',
        'RETURNING',
        'RETURNED_TO_AGENCY',
        'LOST',
        'CANCELLED',
      ]),
    }),
    z.object({ ...reported, status: z.literal('OUT_FOR_DELIVERY'), attempt: Attempt }),
    z.object({
      ...reported,
      status: z.literal('DELIVERY_FAILED'),
      attempt: Attempt,
      reason: FailureReason,
    }),
  ])
  .meta({ id: 'ShipmentReport' });
export type ShipmentReport = z.infer<typeof ShipmentReport>;

/** A result that goes out by post, as it is kept. What the post reports of it are items of their own. */
export const Shipment = z.object({
  v: z.literal(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  /** Ours, as in the order. */
  reference: z.string(),
  /** The operator's, once it has taken the order. */
  itemCode: z.string().optional(),
  status: z.enum(statusNames),
  /** Delivery attempts begun so far. */
  attempts: z.int().min(0),
  intendedAt: StoredInstant,
  orderedAt: StoredInstant.optional(),
  /** How often the operator was asked in vain, and from when on it is asked again. */
  tries: z.int().min(0),
  nextTryAt: StoredInstant.optional(),
});
export type Shipment = z.infer<typeof Shipment>;

/** The reference of the n-th shipment that returns (T = trả) a dossier's result: `H25.03-211010-0001-T1`. */
export const referenceOf = (dossierCode: string, shipment: number): string => `${dossierCode}-T${shipment}`;

/** A shipment that is meant to be ordered: on record before the operator is asked. */
export const intendedShipment = (dossierCode: string, number: number, at: Instant): Shipment => ({
  v: 1,
  number,
  reference: referenceOf(dossierCode, number),
  status: 'INTENDED',
  attempts: 0,
  intendedAt: at,
  tries: 0,
  nextTryAt: at,
});

/** The shipment whose result was handed over meanwhile; one that was picked up comes back by itself. */
export const cancelled = (shipment: Shipment, at: Instant): Shipment =>
  shipment.status === 'INTENDED' || shipment.status === 'REQUESTED'
    ? { ...shipment, status: 'CANCELLING', tries: 0, nextTryAt: at }
    : shipment;

/**
 * Minutes from one try at the operator to the next: more than a day in all, and a day between all that follow, so that
 * an outage is outlasted and nothing is tried too often.
 */
const LADDER_MINUTES = [0.2, 1, 5, 15, 60, 120, 240, 480, 720];
const EVERY_DAY = 1440;

/** After so long in vain a person must know. */
const IN_VAIN_MS = 24 * 3_600_000;

/** Whether a shipment has waited for the operator for a day. */
export const isInVain = ({ intendedAt }: Shipment, at: Date): boolean =>
  at.getTime() - new Date(intendedAt).getTime() >= IN_VAIN_MS;

/** Up to a tenth more, by the reference, so that what failed together is not tried again together. */
const jitterOf = (reference: string): number =>
  1 + createHash('sha256').update(reference).digest().readUInt8(0) / 2560;

/** A shipment after a try in vain: it is tried again by the ladder. Pure. */
export const triedInVain = (shipment: Shipment, at: Date): Shipment => {
  const minutes = (LADDER_MINUTES[shipment.tries] ?? EVERY_DAY) * jitterOf(shipment.reference);
  return {
    ...shipment,
    tries: shipment.tries + 1,
    nextTryAt: toInstant(new Date(at.getTime() + minutes * 60_000)),
  };
};

/** How far along a status is: each attempt stands two above the one before, between transit and return. */
function position(status: ShipmentStatus, attempt: number): number {
  const { rank, ofAttempt }: StatusRow = shipmentStatuses[status];
  return ofAttempt ? rank + 2 * (attempt - 1) : rank;
}

/** Whether a report moves the shipment. What the post skipped does not matter; what it says late or twice does not either. */
function moves(shipment: Shipment, status: ShipmentStatus, attempt: number): boolean {
  const current: StatusRow = shipmentStatuses[shipment.status];
  const next: StatusRow = shipmentStatuses[status];
  if (current.final || (next.after && !next.after.includes(shipment.status))) return false;
  return position(status, attempt) > position(shipment.status, shipment.attempts);
}

/**
 * The shipment after a report of the operator, and whether it moved. Reports may come late, twice and out of order;
 * only those that lead further move it. The first report to name an item code gives it to the shipment. Pure.
 */
export function afterReport(
  shipment: Shipment,
  report: ShipmentReport,
): { readonly shipment: Shipment; readonly moved: boolean } {
  const attempt = 'attempt' in report ? report.attempt : 0;
  const moved = moves(shipment, report.status, attempt);
  const { nextTryAt: _, ...settled } = shipment;
  return {
    moved,
    shipment: {
      ...(moved ? settled : shipment),
      itemCode: shipment.itemCode ?? report.itemCode,
      status: moved ? report.status : shipment.status,
      attempts: Math.max(shipment.attempts, attempt),
    },
  };
}
