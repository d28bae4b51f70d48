import { type LocalDate, localDateOf, toInstant } from '../clock.ts';
import type { Occasion } from '../dossier/change.ts';
import { feesDueOn, RELIEF_PROOF } from '../dossier/charge.ts';
import type { Filed } from '../dossier/dossier.ts';
import { standingCharge } from '../dossier/draft-charge.ts';
import { type Filing, type Following, filed } from '../dossier/filing.ts';
import { putProxyEntry } from '../dossier/lists.ts';
import { submittedCharge } from '../dossier/submitted-charge.ts';
import type { Applicant } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { lawOn } from '../law/law.ts';
import { type MoneyOfDraft, paidCharge } from '../paying/settling.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Text } from '../text.ts';
import { authorisationOf, filedByProxy } from './proxy.ts';

/** What a service is that is not filed online, as the law in force calls it. */
const offlineService = ({ serviceLevel }: Procedure, day: LocalDate): Text =>
  lawOn('serviceScheme', day).value === 'level'
    ? { vi: `Thủ tục mức độ ${serviceLevel}`, en: `This is a level ${serviceLevel} procedure` }
    : {
        vi: 'Thủ tục chỉ được cung cấp thông tin trực tuyến',
        en: 'This procedure is offered online as information only',
      };

/**
 * Submitting is what levels 3 and 4 are (NĐ 43/2011 Điều 3(4)), and full and partial services since (NĐ 42/2022 Điều
 * 11(1)); of any other the problem says how to file instead.
 * @throws Problem `online-filing-not-offered`
 */
export function requireOnlineFiling(procedure: Procedure, day: LocalDate): void {
  if (procedure.submissionChannels.includes('online')) return;
  const byPost = procedure.submissionChannels.includes('post');
  const service = offlineService(procedure, day);
  throw new Problem('online-filing-not-offered', {
    detail: {
      vi: `${service.vi}: tải mẫu tờ khai, điền và nộp trực tiếp tại Bộ phận Một cửa${byPost ? ' hoặc gửi qua dịch vụ bưu chính công ích' : ''}.`,
      en: `${service.en}: download the forms, fill them in, and hand them in at the one-stop desk${byPost ? ' or send them through the public post' : ''}.`,
    },
  });
}

/** What of its fees follows from a submission: a charge that stands is settled, whatever the procedure says by now. */
function charging(
  { file: { payments }, procedure }: Filing,
  { money, ...occasion }: Occasion & { readonly money: MoneyOfDraft },
): { readonly feesFirst?: true; readonly next?: (submitted: Filed) => Following } {
  const due = feesDueOn(procedure, localDateOf(occasion.at));
  const charge = standingCharge(payments);
  if (charge || due === 'beforeSubmission')
    return { next: (submitted) => paidCharge(submitted, procedure, charge, money, occasion) };
  return due === 'beforeReception'
    ? { feesFirst: true, next: (submitted) => submittedCharge(submitted, procedure, occasion) }
    : {};
}

/**
 * A submission as the writes of one transaction: every required paper is among the files, a proxy's authorisation, and the
 * proof of a relief that is claimed. What is paid before reception is asked for with it; what was paid before it, is settled.
 * @throws Problem `form-invalid`, `papers-incomplete`, `day-full`, `fees-unpaid`
 */
export function submission(
  material: Filing,
  account: Applicant,
  occasion: Occasion & { readonly money: MoneyOfDraft },
) {
  const { draft, procedure } = material;
  const papers = [
    ...procedure.papers.filter(({ required }) => required),
    ...(draft.form?.relief === undefined ? [] : [RELIEF_PROOF]),
  ];
  const online = {
    submittedAt: toInstant(occasion.at),
    papers,
    ...(account.verified && { verified: true as const }),
    ...charging(material, occasion),
  };
  if (!draft.proxy) return filed(material, online, occasion);
  const authorisation = authorisationOf(procedure);
  const proxied = {
    ...online,
    ...filedByProxy(draft, account),
    papers: [...papers.filter(({ id }) => id !== authorisation.id), authorisation],
  };
  const { writes, ...result } = filed(material, proxied, occasion);
  return { ...result, writes: [...writes, putProxyEntry(result.file.dossier, draft.proxy)] };
}
