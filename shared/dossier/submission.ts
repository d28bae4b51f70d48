import { localDateOf, toInstant } from '../clock.ts';
import type { AcceptedDocument, Document } from '../document/document.ts';
import { replace } from '../document/store.ts';
import { fault } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import type { NewSecret } from '../ids.ts';
import type { Paper } from '../procedure/paper.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';
import { eventOf, type Occasion } from './change.ts';
import { dossierCode } from './code.ts';
import type { Draft, Filed } from './dossier.ts';
import { formFor } from './form.ts';
import { type Receipt, receiptFor } from './receipt.ts';
import { keepReceipt, registerCode, replaceDossier, takeNumber } from './store.ts';
import { transitions } from './transitions.ts';

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

const isAccepted = (document: Document): document is AcceptedDocument => document.state === 'accepted';

/** The accepted files that are not part of the dossier yet: those that a submission or a supplement takes in. */
export const unfiled = (documents: readonly Document[]): readonly AcceptedDocument[] =>
  documents.filter(isAccepted).filter(({ filed }) => !filed);

const missing = ({ id, name }: Pick<Paper, 'id' | 'name'>, documents: readonly Document[]): Fault => {
  const waiting = documents.some(({ paperId, state }) => paperId === id && state === 'declared');
  const code = waiting ? 'paper-not-examined' : 'paper-missing';
  const message = waiting
    ? { vi: `Giấy tờ chưa kiểm tra xong: ${name.vi}`, en: `Still being examined: ${name.en}` }
    : { vi: `Thiếu giấy tờ bắt buộc: ${name.vi}`, en: `Required paper missing: ${name.en}` };
  return fault('document', `/${id}`, code, message);
};

/**
 * Every one of these papers must be there as an accepted file.
 * @throws Problem `papers-incomplete` that names each that is not
 */
export function requirePapers(
  papers: readonly Pick<Paper, 'id' | 'name'>[],
  documents: readonly Document[],
  taken: readonly AcceptedDocument[],
): void {
  const faults = papers
    .filter(({ id }) => !taken.some(({ paperId }) => paperId === id))
    .map((paper) => missing(paper, documents));
  if (faults.length > 0) throw new Problem('papers-incomplete', { faults });
}

/** Makes files part of the dossier for good: the agency may see them, and nothing forgets them any more. */
export const takeIn = (documents: readonly AcceptedDocument[], dossier: Filed): readonly Write[] =>
  documents.map((document) =>
    replace(document, asFiled(document), {
      owner: dossier.owner,
      agency: dossier.procedure.agency,
    }),
  );

/** A document once its dossier has taken in what was accepted. */
export const asFiled = (document: Document): Document =>
  isAccepted(document) ? { ...document, filed: true } : document;

/** What a submission is made from. */
type Submission = {
  readonly draft: Draft;
  readonly procedure: Procedure;
  readonly documents: readonly Document[];
  /** Numbers the agency has given so far on the day. */
  readonly taken: number;
  readonly newSecret: NewSecret;
};

/**
 * A submission as the writes of one transaction: the filed dossier with its code, the number taken, the files
 * taken in, the receipt, and the first event.
 * @throws Problem `form-invalid`, `papers-incomplete`, `day-full`
 */
export function submission(
  { draft, procedure, documents, taken, newSecret }: Submission,
  occasion: Occasion,
): { after: Filed; receipt: Receipt; writes: readonly Write[] } {
  if (!draft.form) throw new Problem('form-invalid', { faults: [fault('body', '/form', 'required')] });
  const form = formFor(procedure, draft.form);
  const files = unfiled(documents);
  requirePapers(
    procedure.papers.filter(({ required }) => required),
    documents,
    files,
  );
  const day = localDateOf(occasion.at);
  const { agency } = draft.procedure;
  const after: Filed = {
    ...draft,
    form,
    status: 'submitted',
    version: draft.version + 1,
    code: dossierCode(agency, day, taken + 1),
    submittedAt: toInstant(occasion.at),
    lastEvent: 1,
    clock: [],
    shipments: [],
  };
  const receipt = receiptFor(after, files, newSecret());
  return {
    after,
    receipt,
    writes: [
      replaceDossier(draft, after),
      takeNumber(agency, day, taken),
      registerCode(after.code, { dossierId: after.id, trackingSecret: receipt.trackingSecret }),
      keepReceipt(receipt, after.owner),
      ...takeIn(files, after),
      eventOf(transitions.submit.event, after, {}, occasion),
    ],
  };
}
