import * as z from 'zod';
import type { Text } from '../text.ts';
import { ItemCode } from './item-code.ts';

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

/** Attempts are numbered, and end: so nothing that is kept of each grows for ever. */
export const AttemptNumber = z.int().min(1).max(20);

/** What every report says, whichever way its item goes. */
export const ofEveryReport = {
  /** The operator's id of this report: a repeat has the same. */
  eventId: z.string().regex(/^[\w.:-]{1,100}$/),
  /** Ours, as in the order. */
  reference: z.string().max(60),
  itemCode: ItemCode,
  occurredAt: z.iso.datetime({ offset: true }),
};

/** Steps of a shipment of which there is no more to say. */
export const plainSteps = [
  'PICKED_UP',
  'IN_TRANSIT',
  'RETURNING',
  'RETURNED_TO_AGENCY',
  'LOST',
  'CANCELLED',
] as const;

/** Steps of which there is: a delivery attempt says its number, a failed one always why. */
export const deliveryReports = [
  z.object({
    ...ofEveryReport,
    status: z.literal('DELIVERED'),
    /** What the receiver paid, in đồng, where the order says what to collect. */
    collectedVnd: z.int().min(0).optional(),
  }),
  z.object({ ...ofEveryReport, status: z.literal('OUT_FOR_DELIVERY'), attempt: AttemptNumber }),
  z.object({
    ...ofEveryReport,
    status: z.literal('DELIVERY_FAILED'),
    attempt: AttemptNumber,
    reason: FailureReason,
  }),
] as const;

/** What the operator reports of an item that it delivers. */
export const ShipmentReport = z
  .discriminatedUnion('status', [
    z.object({ ...ofEveryReport, status: z.enum(plainSteps) }),
    ...deliveryReports,
  ])
  .meta({ id: 'ShipmentReport' });
export type ShipmentReport = z.infer<typeof ShipmentReport>;
