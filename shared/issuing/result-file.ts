import type { AcceptedFile } from '../document/requirement.ts';
import type { Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';

/** What may be uploaded to become a result: a PDF, as large as a paper at most. */
export const resultFile: AcceptedFile = {
  id: 'result',
  acceptedTypes: ['application/pdf'],
  maxBytes: 20 * 1024 * 1024,
};

/** Results are made while a dossier is worked on, and once more when one was found wrong. @throws Problem `transition-not-allowed` */
export function requireOpenForResults({ status }: Filed): void {
  if (['received', 'processing', 'done', 'returned'].includes(status)) return;
  throw new Problem('transition-not-allowed', {
    detail: {
      vi: 'Chỉ tải lên kết quả khi hồ sơ đang được giải quyết hoặc đã có kết quả.',
      en: 'A result is uploaded only while the dossier is worked on, or once it is done.',
    },
  });
}
