import { type LocalDate, toInstant } from '../clock.ts';
import type { Occasion } from '../dossier/change.ts';
import { type Filing, filed } from '../dossier/filing.ts';
import { Problem } from '../http/problems.ts';
import { lawOn } from '../law/law.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Text } from '../text.ts';

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

/**
 * A submission as the writes of one transaction: every required paper is among the files.
 * @throws Problem `form-invalid`, `papers-incomplete`, `day-full`
 */
export const submission = (material: Filing, occasion: Occasion) =>
  filed(
    material,
    {
      submittedAt: toInstant(occasion.at),
      papers: material.procedure.papers.filter(({ required }) => required),
    },
    occasion,
  );
