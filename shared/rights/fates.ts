import type { Text } from '../text.ts';
import type { HeldKind } from './held.ts';

/** Why what is held of somebody stays though they want it deleted, by which law, and until when. */
export type Stay = { readonly why: Text; readonly law: string; readonly until: Text };

/** What becomes of a kind of item when its account asks for deletion: it goes, stays, or goes from drafts and stays of what was filed. */
type Fate =
  | { readonly goes: Text }
  | { readonly stays: Stay }
  | { readonly goes: Text; readonly stays: Stay };

const withDossier: Text = {
  vi: 'Hết thời hạn lưu trữ của hồ sơ, và lâu hơn khi cơ quan có thẩm quyền yêu cầu giữ lại.',
  en: 'Until the years of the dossier are over, and longer where an authority has it held.',
};

/** What an agency needs to decide, and to show later how it did. */
const filed: Stay = {
  why: {
    vi: 'Hồ sơ đã nộp là tài liệu lưu trữ của cơ quan giải quyết.',
    en: 'What was filed is a record of the agency that decides it.',
  },
  law: 'NĐ 13/2023/NĐ-CP Điều 16(2)(b), Điều 17(5); Luật Lưu trữ 33/2024/QH15; TT 10/2022/TT-BNV Điều 3',
  until: withDossier,
};

/** What shows that money was taken, and given back. */
const voucher: Stay = {
  why: {
    vi: 'Biên lai và giao dịch là chứng từ kế toán.',
    en: 'Receipts and payments are accounting vouchers.',
  },
  law: 'Luật Kế toán 88/2015/QH13 Điều 41(5)',
  until: { vi: 'Ít nhất 10 năm kể từ hết năm.', en: 'Ten years from the end of the year, at least.' },
};

/** What shows who did what, and that nothing was altered since. */
const proof: Stay = {
  why: {
    vi: 'Nhật ký ghi ai đã làm gì, được niêm phong hằng ngày; thiếu một mục là mất tính toàn vẹn.',
    en: 'The log says who did what and is sealed each day: without an entry it would prove nothing.',
  },
  law: 'NĐ 13/2023/NĐ-CP Điều 38(2); Luật Lưu trữ 33/2024/QH15',
  until: withDossier,
};

/** What names nobody. */
const nameless = (until: Text): Stay => ({
  why: { vi: 'Không ghi tên ai.', en: 'It names nobody.' },
  law: 'Luật 91/2025/QH15 Điều 2(1)',
  until,
});
const forGood: Text = { vi: 'Không thời hạn.', en: 'For good.' };

const drafts: Text = {
  vi: 'Hồ sơ nháp, tờ khai và giấy tờ đã tải lên cho bản nháp, trừ bản nháp đang có giao dịch hoặc đang được bưu điện thu gom.',
  en: 'Drafts with their forms and what was uploaded for them, unless money is in one, or the post has its papers.',
};

/** What becomes of every kind of item that is held of somebody. A kind that does not stand here does not compile. */
export const fates = {
  DOSSIER: { goes: drafts, stays: filed },
  'DOSSIER#APPLICATION': { goes: drafts, stays: filed },
  'DOSSIER#DOCUMENT': { goes: drafts, stays: filed },
  'DOSSIER#SUPPLEMENT': { stays: filed },
  'DOSSIER#PAYMENT': { stays: voucher },
  'DOSSIER#APPOINTMENT': { stays: filed },
  'DOSSIER#SHIPMENT': { stays: filed },
  'DOSSIER#CONSIGNMENT': { goes: drafts, stays: filed },
  'DOSSIER#RESULT': { stays: filed },
  'DOSSIER#CONSULTATION': { stays: filed },
  'DOSSIER#PROPOSAL': { stays: filed },
  CODE: { stays: filed },
  EVENT: { stays: proof },
  READ: { stays: proof },
  ANNOUNCED: { goes: drafts, stays: filed },
  FEEDBACK: { stays: filed },
  RATING: { stays: filed },
  'PAYING#ATTEMPT': { stays: voucher },
  'PAYING#REFUND': { stays: voucher },
  FEE_RECEIPT: { stays: voucher },
  REPORT: { stays: filed },
  SHEET: { stays: filed },
  FEE_RECEIPT_SHEET: { stays: voucher },
  PROXY: { stays: filed },
  ANSWER: {
    stays: nameless({
      vi: 'Tự xóa sau 24 giờ.',
      en: 'Forgotten by itself after 24 hours.',
    }),
  },
  FACT: { stays: nameless(forGood) },
  HAND_OVER: { stays: filed },
  HAND_OVER_SHEET: { stays: filed },
  TRANSFER: { stays: voucher },
  CHARGE: { stays: voucher },
  CREDIT: { stays: voucher },
  PREFERENCES: {
    goes: {
      vi: 'Cách nhận thông báo và các địa chỉ nhận thêm.',
      en: 'How the account wants to be told, and its further addresses.',
    },
  },
  CONSENT: {
    stays: {
      why: {
        vi: 'Mọi sự đồng ý được rút lại; ngày giờ và phiên bản được giữ làm chứng cứ, không kèm dữ liệu khác.',
        en: 'All consents are withdrawn; when, and to which wording, is kept as the proof, and nothing else.',
      },
      law: 'NĐ 13/2023/NĐ-CP Điều 11(10)',
      until: forGood,
    },
  },
  HOLD: { stays: filed },
  PORTAL: { stays: filed },
  PORTAL_FILING: { goes: drafts, stays: filed },
  PORTAL_CODE: { stays: filed },
  REUSED: { stays: filed },
  DESTRUCTION: { stays: nameless(forGood) },
  LIST: { stays: nameless(forGood) },
  ENTRIES: { stays: nameless(forGood) },
  LIMIT: {
    stays: nameless({ vi: 'Tự xóa sau chốc lát.', en: 'Forgotten by itself after a moment.' }),
  },
  EXPORT: {
    goes: {
      vi: 'Bản sao dữ liệu đã lập và các tệp nén của nó.',
      en: 'The copy of the data that was asked for, with its archives.',
    },
  },
  DELETION: {
    stays: {
      why: {
        vi: 'Ghi rằng đã có yêu cầu xóa và đã xóa bao nhiêu, không ghi đã xóa gì.',
        en: 'That deletion was asked for and how much went, not what.',
      },
      law: 'NĐ 13/2023/NĐ-CP Điều 3(8)',
      until: forGood,
    },
  },
} as const satisfies Record<HeldKind, Fate>;

const rows: readonly (readonly [string, Fate])[] = Object.entries(fates);

/** What goes, by kind. */
export const going = rows.flatMap(([kind, fate]) => ('goes' in fate ? [{ kind, what: fate.goes }] : []));

/** What stays, by kind. */
export const staying = rows.flatMap(([kind, fate]) => ('stays' in fate ? [{ kind, ...fate.stays }] : []));
