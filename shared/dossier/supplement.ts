import type { Document } from '../document/document.ts';
import type { Write } from '../table/transaction.ts';
import type { Filed } from './dossier.ts';
import { asFiled, requirePapers, takeIn, unfiled } from './submission.ts';

/**
 * The documents once a supplement request is answered, and the writes that take them in. Every paper that the
 * request names must be there anew.
 * @throws Problem `papers-incomplete` that names each that is not
 */
export function answerWith(
  dossier: Filed,
  documents: readonly Document[],
): { readonly documents: readonly Document[]; readonly writes: readonly Write[] } {
  const files = unfiled(documents);
  const asked = (dossier.supplement?.items ?? []).flatMap(({ paperId, name }) =>
    paperId === undefined ? [] : [{ id: paperId, name: { vi: name, en: name } }],
  );
  requirePapers(asked, documents, files);
  return { documents: documents.map(asFiled), writes: takeIn(files, dossier) };
}
