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

/** The files that are asked for, and what is wrong with one for anything else: that the procedure has no such paper, unless it is said. */
export type AskedFiles = { readonly files: readonly AcceptedFile[]; readonly other?: Fault };

/** What a client says of a file before it sends it. */
export type Declaration = Pick<Document, 'paperId' | 'name' | 'sizeBytes' | 'sha256' | 'contentType'>;

function faultsOf(
  { files, other = fault('body', '/paperId', 'paper-unknown') }: AskedFiles,
  file: Declaration,
): readonly Fault[] {
  const paper = files.find(({ id }) => id === file.paperId);
  if (!paper) return [other];
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
export function fitting(asked: AskedFiles, documents: readonly Document[], file: Declaration): Declaration {
  const faults = [
    ...faultsOf(asked, file),
    ...(documents.length < GREATEST_NUMBER_OF_DOCUMENTS ? [] : [fault('body', '', 'too-many-files')]),
  ];
  if (faults.length > 0) throw new Problem('document-not-fit', { faults });
  return file;
}
