import { toInstant } from '../clock.ts';
import type { Occasion } from '../dossier/change.ts';
import { type Filing, filed } from '../dossier/filing.ts';
import { Problem } from '../http/problems.ts';
import type { Procedure } from '../procedure/procedure.ts';

/**
 * Submitting is what levels 3 and 4 are (NĐ 43/2011 Điều 3(4)); below that the problem says how to file instead.
 * @throws Problem `online-filing-not-offered`
 */
export function requireOnlineFiling(procedure: Procedure): void {
  if (procedure.submissionChannels.includes('online')) return;
  const byPost = procedure.submissionChannels.includes('post');
  throw new Problem('online-filing-not-offered', {
    detail: {
      vi: `Thủ tục mức độ ${procedure.serviceLevel}: tải mẫu tờ khai, điền và nộp trực tiếp tại Bộ phận Một cửa${byPost ? ' hoặc gửi qua dịch vụ bưu chính công ích' : ''}.`,
      en: `This is a level ${procedure.serviceLevel} procedure: download the forms, fill them in, and hand them in at the one-stop desk${byPost ? ' or send them through the public post' : ''}.`,
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
