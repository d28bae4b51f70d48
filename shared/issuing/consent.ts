import type { Text } from '../text.ts';

/** What one agrees to who uses a result anew (NĐ 13/2023/NĐ-CP Điều 11: for a purpose, informed, explicit). Another wording is another version. */
export const CONSENT_VERSION = 1;

export const consent: Text = {
  vi: 'Tôi đồng ý để cơ quan giải quyết hồ sơ này sử dụng lại kết quả đã cấp cho tôi làm giấy tờ của hồ sơ.',
  en: 'I agree that the agency which decides on this dossier uses the result that was issued to me as a paper of it.',
};
