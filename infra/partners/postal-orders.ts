import * as z from 'zod';
import { ItemCode } from '../../shared/shipment/item-code.ts';
import { FailureReason, ShipmentReport } from '../../shared/shipment/report.ts';
import type { ShipmentStatus } from '../../shared/shipment/status.ts';
import type { Moved } from './bank-files.ts';

const Party = z.object({ name: z.string().min(1), address: z.string().min(1) });

/** What the operator's API takes: the fields of VNPost's order API. */
export const OrderRequest = z.object({
  reference: z.string().min(1).max(60),
  itemCode: ItemCode,
  dossierCode: z.string().min(1),
  sender: Party,
  receiver: Party.extend({ phone: z.string().min(1) }),
  codAmountVnd: z.int().min(0),
  description: z.string(),
  /** 2, 3 …: in place of the order before, while the item is not picked up. */
  revision: z.int().min(2).optional(),
});

/** Another delivery attempt, as the receiver asks for it after one that failed. */
export const RedeliveryRequest = z.object({
  reference: z.string(),
  afterAttempt: z.int().min(1),
  receiver: OrderRequest.shape.receiver,
});

/** An order as the operator keeps it, with every report on it and whether the customer has taken it. */
export const Order = OrderRequest.extend({
  bodySha256: z.string(),
  acceptedAt: z.string(),
  cancelledAt: z.string().optional(),
  /** Asked for after which failed attempts. */
  redeliveries: z.array(z.int()).default([]),
  /** When the receiver paid what was to be collected. */
  collectedAt: z.string().optional(),
  moves: z.array(z.object({ report: ShipmentReport, acknowledged: z.boolean() })),
});
export type Order = z.infer<typeof Order>;

/** What a postal clerk can do with an item. */
export const moveNames = {
  PICKED_UP: 'Nhận gửi',
  IN_TRANSIT: 'Vận chuyển',
  OUT_FOR_DELIVERY: 'Đi phát',
  DELIVERED: 'Phát thành công',
  DELIVERY_FAILED: 'Phát không thành công',
  RETURNING: 'Chuyển hoàn',
  RETURNED_TO_AGENCY: 'Đã chuyển hoàn',
  LOST: 'Thất lạc',
} as const satisfies Partial<Record<ShipmentStatus, string>>;
export type MoveStatus = keyof typeof moveNames;

export const MoveRequest = z
  .object({
    status: z.enum(Object.keys(moveNames) as readonly MoveStatus[]),
    reason: FailureReason.optional(),
  })
  .refine(({ status, reason }) => (status === 'DELIVERY_FAILED') === (reason !== undefined), {
    message: 'a failed delivery needs a reason, and nothing else has one',
  });
export type MoveRequest = z.infer<typeof MoveRequest>;

/** What an order brought, as its batch of that day has it. */
export const collectedBy = ({ reference, itemCode, codAmountVnd, collectedAt }: Order): readonly Moved[] =>
  collectedAt === undefined
    ? []
    : [
        {
          kind: 'payment',
          reference,
          transaction: itemCode,
          amountVnd: codAmountVnd,
          content: '',
          at: collectedAt.replace(/\D/g, '').slice(0, 14),
        },
      ];

/** What it allots to its customer: express items, the first of which is `EB202110106VN`. */
export const allotted = { service: 'EB', first: 20_211_010, last: 20_311_009 };

/**
 * The next report on an order. Each delivery attempt begins when the postman sets out.
 * @param collectedVnd what a delivery is said to have brought, where it was to bring anything
 */
export function nextReport(
  { moves, reference, itemCode, codAmountVnd }: Order,
  move: MoveRequest,
  occurredAt: string,
  collectedVnd = codAmountVnd,
): ShipmentReport {
  const counted = (status: ShipmentStatus) => moves.filter(({ report }) => report.status === status).length;
  const begun = counted('OUT_FOR_DELIVERY');
  const attempts: Partial<Record<MoveStatus, number>> = {
    OUT_FOR_DELIVERY: begun + 1,
    DELIVERY_FAILED: Math.max(begun, counted('DELIVERY_FAILED') + 1),
  };
  return ShipmentReport.parse({
    eventId: `${itemCode}-${moves.length + 1}`,
    reference,
    itemCode,
    occurredAt,
    ...move,
    attempt: attempts[move.status],
    ...(move.status === 'DELIVERED' && codAmountVnd > 0 && { collectedVnd }),
  });
}
