import type { AcceptedDocument, Document } from '../document/document.ts';
import { putDocument } from '../document/store.ts';
import { fault } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import { resultsHold } from '../result/store.ts';
import type { Write } from '../table/transaction.ts';
import type { Text } from '../text.ts';
import { accessTo } from './access.ts';
import type { Filed } from './dossier.ts';

const isAccepted = (document: Document): document is AcceptedDocument => document.state === 'accepted';

/** The accepted files that are not part of the dossier yet: those that a submission or a supplement takes in. */
export const unfiled = (documents: readonly Document[]): readonly AcceptedDocument[] =>
  documents.filter(isAccepted).filter(({ filed }) => !filed);

/** What a dossier asks for: a paper of its procedure, or an item of a supplement. */
type Wanted = { readonly id: string; readonly name: Text };

const waiting = ({ paperId, name }: Document): Fault =>
  fault('document', `/${paperId}`, 'paper-not-examined', {
    vi: `Giấy tờ chưa kiểm tra xong: ${name}`,
    en: `Still being examined: ${name}`,
  });

const missing = ({ id, name }: Wanted): Fault =>
  fault('document', `/${id}`, 'paper-missing', {
    vi: `Thiếu giấy tờ bắt buộc: ${name.vi}`,
    en: `Required paper missing: ${name.en}`,
  });

/**
 * Every one of these papers must be among the files that are taken in, and no file may be left behind in silence: one
 * whose examination is still under way is to be waited for, or removed.
 * @throws Problem `papers-incomplete` that names each that is missing or waits
 */
export function requirePapers(
  papers: readonly Wanted[],
  documents: readonly Document[],
  files: readonly AcceptedDocument[],
): void {
  const declared = documents.filter(({ state }) => state === 'declared');
  const there = new Set([...files, ...declared].map(({ paperId }) => paperId));
  const faults = [...declared.map(waiting), ...papers.filter(({ id }) => !there.has(id)).map(missing)];
  if (faults.length > 0) throw new Problem('papers-incomplete', { faults });
}

/** A document once its dossier has taken in these files. */
export const taken = (document: Document, files: readonly AcceptedDocument[]): Document =>
  files.some((file) => file === document) ? { ...document, filed: true } : document;

const noLongerValid = ({ name }: Document, resultCode: string) =>
  new Problem('result-not-valid', {
    detail: {
      vi: `Giấy tờ "${name}": kết quả ${resultCode} đã được thay thế hoặc thu hồi. Hãy bỏ giấy tờ này và nộp giấy tờ khác.`,
      en: `Paper "${name}": result ${resultCode} was replaced or revoked. Remove the paper, and bring another.`,
    },
  });

/** The earlier results among files, of which one may be two papers: each may have been revoked since it was chosen. */
const reused = (files: readonly AcceptedDocument[]) =>
  files.flatMap((file) => {
    const { resultCode: code, dossierId } = file.reuse ?? {};
    return code && dossierId ? [{ dossierId, code, refused: () => noLongerValid(file, code) }] : [];
  });

/**
 * Makes files part of the dossier for good: the agency may see them, and nothing forgets them any more. The transaction is
 * refused with `result-not-valid` when one of them is an earlier result that no longer holds.
 */
export const putFiled = (files: readonly AcceptedDocument[], dossier: Filed): readonly Write[] => [
  ...files.map((file) => putDocument(file, { ...file, filed: true }, accessTo(dossier))),
  ...resultsHold(reused(files)),
];
