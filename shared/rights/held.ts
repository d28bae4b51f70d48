import type { Text } from '../text.ts';
import type { ExportData, ExportedDossier } from './export-data.ts';

/** Where a kind of item is told in a copy of an account's data, or why it is left out. */
type Place =
  | { readonly in: keyof ExportedDossier }
  | { readonly inAll: keyof ExportData }
  | { readonly leftOut: Text };

const internal: Place = {
  // Luật Tiếp cận thông tin 104/2016/QH13 Điều 6(3): papers that an agency writes for its own work.
  leftOut: {
    vi: 'Trao đổi nội bộ giữa các cơ quan về hồ sơ không được cung cấp (Luật Tiếp cận thông tin, Điều 6 khoản 3); kết quả và lý do có trong lịch sử hồ sơ.',
    en: 'What agencies write to each other about a dossier is for their own work (Luật Tiếp cận thông tin, Điều 6(3)); the result and its reasons are in the history.',
  },
};

/**
 * Every kind of item that the table holds of somebody, by how its sort key begins. A kind that does not stand here stops a
 * copy: better none than one that is silent about something.
 */
export const held = {
  DOSSIER: { in: 'dossier' },
  'DOSSIER#APPLICATION': { in: 'dossier' },
  'DOSSIER#DOCUMENT': { in: 'dossier' },
  'DOSSIER#SUPPLEMENT': { in: 'dossier' },
  'DOSSIER#PAYMENT': { in: 'dossier' },
  'DOSSIER#APPOINTMENT': { in: 'dossier' },
  'DOSSIER#SHIPMENT': { in: 'dossier' },
  'DOSSIER#CONSIGNMENT': { in: 'dossier' },
  'DOSSIER#RESULT': { in: 'dossier' },
  'DOSSIER#CONSULTATION': internal,
  'DOSSIER#PROPOSAL': internal,
  CODE: { in: 'receipt' },
  EVENT: { in: 'history' },
  READ: { in: 'readings' },
  ANNOUNCED: { in: 'notifications' },
  FEEDBACK: { in: 'feedback' },
  RATING: { in: 'rating' },
  'PAYING#ATTEMPT': { in: 'payments' },
  'PAYING#REFUND': { in: 'payments' },
  FEE_RECEIPT: { in: 'payments' },
  REPORT: { in: 'reports' },
  SHEET: { in: 'files' },
  FEE_RECEIPT_SHEET: { in: 'files' },
  PROXY: {
    leftOut: {
      vi: 'Chỉ là chỗ của hồ sơ trong danh sách của người nộp thay.',
      en: 'No more than the place of a dossier in the list of who filed it for another.',
    },
  },
  ANSWER: {
    leftOut: {
      vi: 'Câu trả lời giữ lại 24 giờ cho lần gửi lặp, chỉ chứa những gì đã có trong bản sao này.',
      en: 'Answers are kept for 24 hours for calls that are repeated; they hold nothing that is not in this copy.',
    },
  },
  FACT: {
    leftOut: {
      vi: 'Số liệu thống kê về hồ sơ được tính từ lịch sử của hồ sơ và không ghi tên ai.',
      en: 'What statistics count of a dossier follows from its history, and names nobody.',
    },
  },
  HAND_OVER: {
    leftOut: {
      vi: 'Biên bản giao nhận với bưu điện liệt kê bưu gửi của nhiều người; bưu gửi và giấy tờ của Ông/Bà có trong từng hồ sơ.',
      en: 'Records that agencies and the post sign list what many people are sent; what was sent to you stands with each dossier.',
    },
  },
  HAND_OVER_SHEET: {
    leftOut: {
      vi: 'Bản PDF của biên bản giao nhận với bưu điện, liệt kê bưu gửi của nhiều người.',
      en: 'What is printed of a record that an agency and the post sign: it lists what many people are sent.',
    },
  },
  TRANSFER: {
    leftOut: {
      vi: 'Chỉ là mã để nhận biết khoản chuyển khoản của hồ sơ; khoản đã nộp có trong từng hồ sơ.',
      en: 'No more than the reference by which a transfer is known; what was paid stands with each dossier.',
    },
  },
  CHARGE: {
    leftOut: {
      vi: 'Chỉ là mã để nhận biết khoản nộp cho hồ sơ nháp; khoản đã nộp có trong từng hồ sơ.',
      en: 'No more than the code by which the money of a draft is known; what was paid stands with each dossier.',
    },
  },
  CREDIT: {
    leftOut: {
      vi: 'Dòng sao kê của tài khoản thu phí; khoản đã nộp cho hồ sơ có trong từng hồ sơ.',
      en: 'Lines of the statement of the account for fees; what was paid for a dossier stands with it.',
    },
  },
  PREFERENCES: { inAll: 'preferences' },
  CONSENT: { inAll: 'consents' },
  HOLD: internal,
  PORTAL: {
    leftOut: {
      vi: 'Chỉ ghi hồ sơ đã được đồng bộ lên Cổng Dịch vụ công quốc gia đến đâu; nội dung đồng bộ lấy từ hồ sơ.',
      en: 'No more than how far the national portal was told; what it is told stands in the dossier.',
    },
  },
  PORTAL_FILING: {
    leftOut: {
      vi: 'Chỉ ghi hồ sơ nộp tại Cổng Dịch vụ công quốc gia đã về đến đâu; tờ khai và giấy tờ có trong hồ sơ.',
      en: 'No more than how far what was filed at the national portal is on its way; its form and papers stand in the dossier.',
    },
  },
  PORTAL_CODE: {
    leftOut: {
      vi: 'Chỉ là mã để nhận biết hồ sơ nộp tại Cổng Dịch vụ công quốc gia.',
      en: 'No more than the code by which what was filed at the national portal is known.',
    },
  },
  REUSED: {
    leftOut: {
      vi: 'Chỉ ghi rằng kết quả đã được dùng làm giấy tờ của một hồ sơ khác; hồ sơ đó ghi sự đồng ý.',
      en: 'No more than that a result is a paper of another dossier, which tells of the agreement.',
    },
  },
  DESTRUCTION: {
    leftOut: {
      vi: 'Chứng cứ rằng hồ sơ đã được hủy, không còn giữ dữ liệu nào.',
      en: 'Proof that a dossier was destroyed, which keeps no data.',
    },
  },
  LIST: {
    leftOut: {
      vi: 'Danh mục hồ sơ đến hạn hủy là giấy tờ nội bộ của cơ quan.',
      en: 'Lists of dossiers whose years are over are an agency’s own papers.',
    },
  },
  ENTRIES: {
    leftOut: {
      vi: 'Danh mục hồ sơ đến hạn hủy là giấy tờ nội bộ của cơ quan.',
      en: 'Lists of dossiers whose years are over are an agency’s own papers.',
    },
  },
  LIMIT: {
    leftOut: {
      vi: 'Số lần gọi được đếm trong chốc lát để chống lạm dụng.',
      en: 'Calls are counted for a moment, against abuse.',
    },
  },
  EXPORT: {
    leftOut: {
      vi: 'Yêu cầu lập bản sao này.',
      en: 'That this copy was asked for.',
    },
  },
  DELETION: {
    leftOut: {
      vi: 'Yêu cầu xóa dữ liệu gần nhất, xem được tại /v1/me/deletion.',
      en: 'That deletion was asked for, as /v1/me/deletion says.',
    },
  },
} as const satisfies Record<string, Place>;

export type HeldKind = keyof typeof held;

const kinds = Object.keys(held) as readonly HeldKind[];

/** The kind of an item by its sort key: the longest beginning that is known. @throws Error for a kind that nobody has thought of */
export function heldKindOf(sortKey: string): HeldKind {
  const [kind] = kinds
    .filter((one) => sortKey === one || sortKey.startsWith(`${one}#`))
    .sort((one, other) => other.length - one.length);
  if (!kind) throw new Error(`nobody has said whether a copy holds ${sortKey.replace(/#.*/, '#…')}`);
  return kind;
}

/** What is left out of every copy, and why. */
export const leftOut = kinds.flatMap((kind) => {
  const place: Place = held[kind];
  return 'leftOut' in place ? [{ kind, why: place.leftOut }] : [];
});
