import type { Text } from '../text.ts';

type StatusRow = {
  readonly name: Text;
  /** Nothing moves it any more. */
  readonly final?: true;
};

/** Statuses of papers on their way from the applicant to the agency (QĐ 45/2016/QĐ-TTg Điều 6, 7). */
export const consignmentStatuses = {
  // Ours alone, before the operator has taken the booking: what is meant to be collected is on record before it is asked for.
  INTENDED: { name: { vi: 'Chờ bưu điện nhận yêu cầu', en: 'To be booked' } },
  REQUESTED: { name: { vi: 'Đã đăng ký thu gom', en: 'Booked' } },
  // Ours alone: it is not to be collected any more, and the operator is still to be told.
  CANCELLING: { name: { vi: 'Đang hủy', en: 'Being cancelled' } },
  COLLECTING: { name: { vi: 'Bưu tá đang đến nhận', en: 'Being collected' } },
  COLLECTION_FAILED: { name: { vi: 'Chưa nhận được hồ sơ', en: 'Collection failed' } },
  COLLECTED: { name: { vi: 'Bưu điện đã nhận hồ sơ', en: 'Collected' } },
  IN_TRANSIT: { name: { vi: 'Đang chuyển đến cơ quan', en: 'In transit' } },
  HANDED_TO_AGENCY: { final: true, name: { vi: 'Đã giao cho Bộ phận Một cửa', en: 'Handed to the agency' } },
  RETURNED_TO_SENDER: { final: true, name: { vi: 'Đã trả lại người gửi', en: 'Returned to the sender' } },
  LOST: { final: true, name: { vi: 'Thất lạc', en: 'Lost' } },
  CANCELLED: { final: true, name: { vi: 'Đã hủy', en: 'Cancelled' } },
} as const satisfies Record<string, StatusRow>;

export type ConsignmentStatus = keyof typeof consignmentStatuses;
export const consignmentStatusNames = Object.keys(consignmentStatuses) as readonly ConsignmentStatus[];

/** Whether something may still move it. */
export const isUnderWay = (status: ConsignmentStatus): boolean => !('final' in consignmentStatuses[status]);

/** The postman has not set out for it, as far as is known. */
export const notCollected = ['INTENDED', 'REQUESTED', 'CANCELLING'] as const satisfies ConsignmentStatus[];

/** The postman was on the way to it, and has it not. */
export const beingCollected = ['COLLECTING', 'COLLECTION_FAILED'] as const satisfies ConsignmentStatus[];

/** The post has it. */
export const withPost = ['COLLECTED', 'IN_TRANSIT'] as const satisfies ConsignmentStatus[];
