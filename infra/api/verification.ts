import { DOSSIER_CODE } from '../../shared/dossier/code.ts';
import { FEE_RECEIPT_CODE } from '../../shared/fee-receipt/series.ts';
import { problems } from '../../shared/http/problems.ts';
import { RESULT_CODE } from '../../shared/result/code.ts';
import { readVerificationPage } from '../../shared/verification/contracts/read-verification-page.ts';
import { verifyPaper } from '../../shared/verification/contracts/verify-paper.ts';
import { both, formAsset } from './page.ts';

const fields = `<label for="code">${both({ vi: 'Mã kết quả, mã biên lai hoặc mã hồ sơ', en: 'Code of the result, of the receipt or of the dossier' })}</label>
<p class="hint" id="code-hint">Ví dụ H25.03-2021-KQ000015, H25.03-2021-BL0000015, H25.03-211010-0001</p>
<input id="code" name="code" required pattern="${RESULT_CODE.source}|${FEE_RECEIPT_CODE.source}|${DOSSIER_CODE.source}" aria-describedby="code-hint"
  autocomplete="off" autocapitalize="characters" spellcheck="false">
<label for="file">${both({ vi: 'Tệp cần xác minh', en: 'File to be verified' })}</label>
<p class="hint" id="file-hint">${both({
  vi: 'Chọn hoặc kéo thả vào trang; tệp không rời khỏi máy của Ông/Bà',
  en: 'Choose it or drop it on the page; it does not leave your device',
})}</p>
<input id="file" name="file" type="file" required accept="application/pdf" aria-describedby="file-hint">`;

/** The page of `read-verification-page`. @param functions the folder of all bundles */
export const verificationAsset = (functions: string) =>
  formAsset(functions, readVerificationPage, {
    name: 'verification',
    title: { vi: 'Xác minh kết quả', en: 'Verify a result' },
    lead: {
      vi: 'Nhập mã ghi trên giấy tờ và chọn tệp đã nhận để biết cơ quan nào cấp, ngày cấp và còn hiệu lực hay không.',
      en: 'Enter the code on the paper and choose the file you have, to learn which agency issued it, when, and whether it still holds.',
    },
    asks: verifyPaper.path,
    fields,
    button: { vi: 'Xác minh', en: 'Verify' },
    footer: {
      vi: 'Trang này không hiển thị thông tin cá nhân.',
      en: 'This page shows no personal data.',
    },
    texts: {
      notFound: problems['verification-not-found'].title,
      agency: { vi: 'Cơ quan', en: 'Agency' },
      day: { vi: 'Ngày', en: 'Day' },
      endedOn: { vi: 'Hết hiệu lực từ ngày', en: 'No longer valid since' },
      replacedWith: { vi: 'Thay thế bằng', en: 'Replaced with' },
    },
  });
