import { type Agency, agencyByCode } from '../agency/agency.ts';
import { letterheadOf } from '../agency/letterhead.ts';
import { type Now, toInstant, withVietnamOffset } from '../clock.ts';
import { loadSigner } from '../signing/store.ts';
import type { Sign } from './kept.ts';

/** Why an agency signs a sheet, as the signature says it. */
export const signingReasons = {
  form: 'Ban hành biểu mẫu của Bộ phận Một cửa theo Thông tư số 01/2018/TT-VPCP',
  handOver: 'Lập biên bản giao nhận với bưu điện theo Quyết định số 45/2016/QĐ-TTg',
  cashClosing: 'Lập biên bản khóa quỹ tiền mặt theo Luật Kế toán số 88/2015/QH13',
  feeReceipt: 'Lập biên lai thu tiền phí, lệ phí theo Nghị định số 123/2020/NĐ-CP',
} as const;

/**
 * Signs sheets by the key of an agency; as long as it has none they go out as they are made, to be signed by hand. What
 * signs is loaded when a sheet is first made, and nothing of it is seen on the page, whose look the law sets.
 */
export const signedFor =
  (agency: Agency['code'], now: Now, reason: string = signingReasons.form): Sign =>
  async (pdf) => {
    const [{ signPdf }, signer] = await Promise.all([import('../signing/pdf.ts'), loadSigner(agency)]);
    if (!signer) return pdf;
    const name = agencyByCode(agency)?.name.vi ?? agency;
    return signPdf(pdf, signer, {
      name,
      reason,
      location: letterheadOf(name).place,
      at: withVietnamOffset(toInstant(now())),
    });
  };
