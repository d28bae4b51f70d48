import type { Text } from '../text.ts';

type StatusRow = {
  readonly name: Text;
  /** Nothing moves it any more. */
  readonly final?: true;
};

/** Statuses of a result on its way from the agency to the applicant (QĐ 45/2016/QĐ-TTg Điều 9). */
export const shipmentStatuses = {
  // Ours alone, before the operator has taken the order: what is meant to be sent is on record before it is asked for.
  INTENDED: { name: { vi: 'Chờ bưu điện nhận yêu cầu', en: 'To be ordered' } },
  REQUESTED: { name: { vi: 'Đã đăng ký', en: 'Requested' } },
  // Ours alone: it is not to be sent any more, and the operator is still to be told.
  CANCELLING: { name: { vi: 'Đang hủy', en: 'Being cancelled' } },
  PICKED_UP: { name: { vi: 'Bưu điện đã nhận', en: 'Picked up' } },
  IN_TRANSIT: { name: { vi: 'Đang vận chuyển', en: 'In transit' } },
  OUT_FOR_DELIVERY: { name: { vi: 'Đang phát', en: 'Out for delivery' } },
  DELIVERY_FAILED: { name: { vi: 'Phát không thành công', en: 'Delivery failed' } },
  RETURNING: { name: { vi: 'Đang chuyển hoàn', en: 'Returning to the agency' } },
  DELIVERED: { final: true, name: { vi: 'Phát thành công', en: 'Delivered' } },
  RETURNED_TO_AGENCY: { final: true, name: { vi: 'Đã chuyển hoàn', en: 'Returned to the agency' } },
  LOST: { final: true, name: { vi: 'Thất lạc', en: 'Lost' } },
  CANCELLED: { final: true, name: { vi: 'Đã hủy', en: 'Cancelled' } },
} as const satisfies Record<string, StatusRow>;

export type ShipmentStatus = keyof typeof shipmentStatuses;
export const shipmentStatusNames = Object.keys(shipmentStatuses) as readonly ShipmentStatus[];

/** Whether nothing moves it any more. */
export const isFinal = (status: ShipmentStatus): boolean => 'final' in shipmentStatuses[status];

/** The post has not fetched it yet. */
export const notFetched = ['INTENDED', 'REQUESTED', 'CANCELLING'] as const satisfies ShipmentStatus[];

/** On its way to the applicant, as far as the post says. */
export const onItsWay = [
  'PICKED_UP',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERY_FAILED',
] as const satisfies ShipmentStatus[];
