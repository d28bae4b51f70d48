import { localDateOf, toInstant } from '../clock.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import { dossierCode, putCode, putNumber } from '../dossier/code.ts';
import type { DossierFile, Draft, Filed } from '../dossier/dossier.ts';
import { officeOf } from '../dossier/draft.ts';
import { formToFile } from '../dossier/form.ts';
import { requirePapers, takeIn, taken, unfiled } from '../dossier/papers.ts';
import { type Receipt, receiptFor } from '../dossier/receipt.ts';
import { Problem } from '../http/problems.ts';
import type { NewSecret } from '../ids.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';

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

/** What a submission is made from. */
type Submission = {
  readonly draft: Draft;
  readonly file: DossierFile;
  readonly procedure: Procedure;
  /** Numbers the agency has given so far on the day. */
  readonly numbersGiven: number;
  readonly newSecret: NewSecret;
};

/**
 * A submission as the writes of one transaction: the filed dossier with its code, the number taken, the files
 * taken in, the receipt, and the first event.
 * @throws Problem `form-invalid`, `papers-incomplete`, `day-full`
 */
export function submission(
  { draft, file, procedure, numbersGiven, newSecret }: Submission,
  occasion: Occasion,
): { file: DossierFile<Filed>; receipt: Receipt; writes: readonly Write[] } {
  const form = formToFile(procedure, draft.form);
  const files = unfiled(file.documents);
  requirePapers(
    procedure.papers.filter(({ required }) => required),
    file.documents,
    files,
  );
  const day = localDateOf(occasion.at);
  const { agency } = draft.procedure;
  const { expiresAt: _, ...kept } = draft;
  const { after, writes } = recorded(
    draft,
    [
      {
        after: {
          ...kept,
          form,
          office: officeOf(agency),
          status: 'submitted',
          code: dossierCode(agency, day, numbersGiven + 1),
          submittedAt: toInstant(occasion.at),
          lastEvent: 1,
          clock: [],
          supplements: 0,
          payments: 0,
          shipments: 0,
        },
        told: { name: 'dossier.submitted' },
      },
    ],
    occasion,
  );
  const receipt = receiptFor(after, files, newSecret());
  return {
    file: { ...file, dossier: after, documents: file.documents.map((document) => taken(document, files)) },
    receipt,
    writes: [...writes, putNumber(agency, day, numbersGiven), putCode(receipt), ...takeIn(files, after)],
  };
}
