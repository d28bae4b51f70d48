import type { Text } from '../text.ts';

/**
 * Statuses of a filed dossier with the code (1-10) and name of the national portal
 * (Cổng Dịch vụ công quốc gia), and how far along it is, in percent.
 */
export const filedStatuses = {
  submitted: { national: 1, completion: 10, open: true, name: { vi: 'Mới đăng ký', en: 'Newly registered' } },
  received: { national: 2, completion: 25, open: true, name: { vi: 'Được tiếp nhận', en: 'Received' } },
  refused: {
    national: 3,
    completion: 100,
    open: false,
    name: { vi: 'Không được tiếp nhận', en: 'Not received' },
  },
  processing: { national: 4, completion: 50, open: true, name: { vi: 'Đang xử lý', en: 'Being processed' } },
  supplementRequested: {
    national: 5,
    completion: 40,
    open: true,
    name: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement of papers requested' },
  },
  paymentRequested: {
    national: 6,
    completion: 45,
    open: true,
    name: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested' },
  },
  withdrawalRequested: {
    national: 7,
    completion: 90,
    open: true,
    name: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawal requested by the applicant' },
  },
  stopped: {
    national: 8,
    completion: 100,
    open: false,
    name: { vi: 'Dừng xử lý', en: 'Processing stopped' },
  },
  done: { national: 9, completion: 90, open: true, name: { vi: 'Đã xử lý xong', en: 'Processing finished' } },
  returned: {
    national: 10,
    completion: 100,
    open: false,
    name: { vi: 'Đã trả kết quả', en: 'Result returned' },
  },
} as const satisfies Record<string, { national: number; completion: number; open: boolean; name: Text }>;

export type FiledStatus = keyof typeof filedStatuses;

/** A draft is known to nobody but its owner and has no national code. */
export type Status = 'draft' | FiledStatus;

export const filedStatusNames = Object.keys(filedStatuses) as readonly FiledStatus[] as readonly [
  FiledStatus,
  ...FiledStatus[],
];

/** Whether a word is a status of today. */
export const isFiledStatus = (status: string): status is FiledStatus => Object.hasOwn(filedStatuses, status);

/** The name of a status by its code at the national portal. @throws Error for a code that is none of 1-10 */
export function nationalStatusName(national: number): Text {
  const status = Object.values(filedStatuses).find((one) => one.national === national);
  if (!status) throw new Error(`no status has the national code ${national}`);
  return status.name;
}
