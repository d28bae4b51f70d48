import { fault } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import { type Document, GREATEST_NUMBER_OF_DOCUMENTS } from './document.ts';

/** What files may come in for a paper, or for an item of a supplement. */
export type AcceptedFile = {
  readonly id: string;
  readonly acceptedTypes: readonly string[];
  /** Bytes. */
  readonly maxBytes: number;
};

/** What a client says of a file before it sends it. */
export type Declaration = Pick<Document, 'paperId' | 'name' | 'sizeBytes' | 'sha256' | 'contentType'>;

function faultsOf(papers: readonly AcceptedFile[], file: Declaration): readonly Fault[] {
  const paper = papers.find(({ id }) => id === file.paperId);
  if (!paper) return [fault('body', '/paperId', 'paper-unknown')];
  return [
    ...(paper.acceptedTypes.includes(file.contentType)
      ? []
      : [fault('body', '/contentType', 'type-not-accepted')]),
    ...(file.sizeBytes === 0 ? [fault('body', '/sizeBytes', 'file-empty')] : []),
    ...(file.sizeBytes > paper.maxBytes
      ? [
          fault('body', '/sizeBytes', 'file-too-large', {
            vi: `Tệp lớn hơn ${paper.maxBytes} byte cho phép`,
            en: `The file is larger than the allowed ${paper.maxBytes} bytes`,
          }),
        ]
      : []),
  ];
}

/**
 * A declaration that fits the paper it is for.
 * @throws Problem `document-not-fit` with every fault at once
 */
export function fitting(
  papers: readonly AcceptedFile[],
  documents: readonly Document[],
  file: Declaration,
): Declaration {
  const faults = [
    ...faultsOf(papers, file),
    ...(documents.length < GREATEST_NUMBER_OF_DOCUMENTS ? [] : [fault('body', '', 'too-many-files')]),
  ];
  if (faults.length > 0) throw new Problem('document-not-fit', { faults });
  return file;
}
