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
  /** The only status it may follow. */
  readonly after?: 'REQUESTED';
  readonly name: Text;
};

/** Statuses of a result on its way from the agency to the applicant (QĐ 45/2016/QĐ-TTg Điều 9). */
export const shipmentStatuses = {
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
  CANCELLED: { rank: 101, final: true, after: 'REQUESTED', name: { vi: 'Đã hủy', en: 'Cancelled' } },
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

/** A result handed to the post, with everything the post has reported of it. */
export const Shipment = z.object({
  reference: z.string(),
  itemCode: ItemCode,
  status: z.enum(statusNames),
  /** Delivery attempts begun so far. */
  attempts: z.int().min(0),
  orderedAt: StoredInstant,
  reports: z.array(
    z.object({
      eventId: z.string(),
      status: z.enum(statusNames),
      attempt: Attempt.optional(),
      reason: FailureReason.optional(),
      occurredAt: StoredInstant,
      recordedAt: StoredInstant,
      /** `late` reports tell of the past: they are kept and move nothing. */
      effect: z.enum(['moved', 'late']),
    }),
  ),
});
export type Shipment = z.infer<typeof Shipment>;

/** A shipment whose order the operator has just accepted. */
export const orderedShipment = (reference: string, itemCode: string, orderedAt: Instant): Shipment => ({
  reference,
  itemCode,
  status: 'REQUESTED',
  attempts: 0,
  orderedAt,
  reports: [],
});

/** How far along a status is: each attempt stands two above the one before, between transit and return. */
function position(status: ShipmentStatus, attempt: number): number {
  const { rank, ofAttempt }: StatusRow = shipmentStatuses[status];
  return ofAttempt ? rank + 2 * (attempt - 1) : rank;
}

/** Whether a report moves the shipment. What the post skipped does not matter; what it says late or twice does not either. */
function moves(shipment: Shipment, status: ShipmentStatus, attempt: number): boolean {
  const current: StatusRow = shipmentStatuses[shipment.status];
  const next: StatusRow = shipmentStatuses[status];
  if (current.final || (next.after && next.after !== shipment.status)) return false;
  return position(status, attempt) > position(shipment.status, shipment.attempts);
}

/**
 * The shipment after a report of the operator, and whether it moved. Reports may come late, twice and out of order:
 * all are kept, and only those that lead further move it. Pure.
 */
export function afterReport(
  shipment: Shipment,
  report: ShipmentReport,
  recordedAt: Instant,
): { readonly shipment: Shipment; readonly moved: boolean } {
  const { eventId, status } = report;
  const attempt = 'attempt' in report ? report.attempt : undefined;
  const reason = 'reason' in report ? report.reason : undefined;
  const occurredAt = toInstant(new Date(report.occurredAt));
  const moved = moves(shipment, status, attempt ?? 0);
  const effect = moved ? 'moved' : 'late';
  return {
    moved,
    shipment: {
      ...shipment,
      status: moved ? status : shipment.status,
      attempts: Math.max(shipment.attempts, attempt ?? 0),
      reports: [...shipment.reports, { eventId, status, attempt, reason, occurredAt, recordedAt, effect }],
    },
  };
}
