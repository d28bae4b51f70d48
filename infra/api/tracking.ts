import { DOSSIER_CODE } from '../../shared/dossier/code.ts';
import { problems } from '../../shared/http/problems.ts';
import { grades } from '../../shared/rating/rating.ts';
import { readTrackingPage } from '../../shared/tracking/contracts/read-tracking-page.ts';
import { trackDossier } from '../../shared/tracking/contracts/track-dossier.ts';
import { both, formAsset } from './page.ts';

const fields = `<label for="code">${both({ vi: 'Mã hồ sơ', en: 'Dossier code' })}</label>
<p class="hint" id="code-hint">Ví dụ H25.03-211010-0001</p>
<input id="code" name="code" required pattern="${DOSSIER_CODE.source}" aria-describedby="code-hint"
  autocomplete="off" autocapitalize="characters" spellcheck="false">
<label for="secret">${both({ vi: 'Mã tra cứu', en: 'Tracking secret' })}</label>
<p class="hint" id="secret-hint">${both({ vi: '24 chữ cái và chữ số', en: '24 letters and digits' })}</p>
<input id="secret" name="secret" required maxlength="64" aria-describedby="secret-hint"
  autocomplete="off" autocapitalize="characters" spellcheck="false">`;

/** The page of `read-tracking-page`. @param functions the folder of all bundles */
export const trackingAsset = (functions: string) =>
  formAsset(functions, readTrackingPage, {
    name: 'tracking',
    title: { vi: 'Tra cứu hồ sơ', en: 'Track a dossier' },
    lead: {
      vi: 'Nhập mã hồ sơ và mã tra cứu ghi trên giấy biên nhận.',
      en: 'Enter the dossier code and the tracking secret on your receipt.',
    },
    asks: trackDossier.path,
    fields,
    button: { vi: 'Tra cứu', en: 'Look up' },
    footer: {
      vi: 'Cán bộ không bao giờ hỏi mã tra cứu của Ông/Bà.',
      en: 'Officers never ask for your tracking secret.',
    },
    texts: {
      notFound: problems['tracking-not-found'].title,
      completion: { vi: 'Mức độ hoàn thành', en: 'Completion' },
      next: { vi: 'Việc tiếp theo', en: 'Next step' },
      by: { vi: 'chậm nhất ngày', en: 'by' },
      events: { vi: 'Quá trình giải quyết', en: 'What happened so far' },
      rate: { vi: 'Ông/Bà có hài lòng không?', en: 'How satisfied are you?' },
      comment: { vi: 'Góp ý (không bắt buộc)', en: 'Your comment (optional)' },
      rated: { vi: 'Cảm ơn Ông/Bà đã đánh giá.', en: 'Thank you for your rating.' },
      grades,
    },
  });
