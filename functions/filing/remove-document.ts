import { localDateOf } from '../../shared/clock.ts';
import { remove } from '../../shared/document/store.ts';
import { requireOpenForPapers } from '../../shared/dossier/rules.ts';
import { readDossier } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { removeDocument } from '../../shared/filing/contracts/remove-document.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve.ts';

export const handler = serveChange(removeDocument, async ({ params, caller }, { now }) => {
  const { dossier, documents } = await readDossier(params.dossierId, caller);
  requireOpenForPapers(dossier);
  const document = documents.find(({ documentId, filed }) => documentId === params.documentId && !filed);
  if (!document) throw new Problem('document-not-found');
  const others = documents.filter((one) => one !== document);
  return {
    writes: [remove(document)],
    body: viewOf({ dossier, documents: others }, caller, localDateOf(now())),
    version: dossier.version,
  };
});
