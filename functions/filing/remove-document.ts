import { remove } from '../../shared/document/store.ts';
import { removeDocument } from '../../shared/dossier/contracts/remove-document.ts';
import { requireOpenForPapers } from '../../shared/dossier/rules.ts';
import { readDossier } from '../../shared/dossier/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve.ts';

export const handler = serveChange(removeDocument, async ({ params, caller }) => {
  const { dossier, documents } = await readDossier(params.dossierId, caller);
  requireOpenForPapers(dossier);
  const document = documents.find(({ documentId, filed }) => documentId === params.documentId && !filed);
  if (!document) throw new Problem('document-not-found');
  return { writes: [remove(document)], body: undefined };
});
