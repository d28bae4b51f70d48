import { localDateOf } from '../../shared/clock.ts';
import { dropDocument } from '../../shared/document/store.ts';
import { actorOf, requireOpenForPapers } from '../../shared/dossier/rules.ts';
import { loadFile, putDossier } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { removeDocument } from '../../shared/filing/contracts/remove-document.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(removeDocument, async ({ params, caller }, { now }) => {
  const file = await loadFile(params.dossierId, caller);
  const { dossier: before, documents } = file;
  requireOpenForPapers(before);
  const document = documents.find(({ documentId, filed }) => documentId === params.documentId && !filed);
  if (!document) throw new Problem('document-not-found');
  const dossier = { ...before, version: before.version + 1, changedBy: actorOf(caller, before) };
  const others = documents.filter((one) => one !== document);
  return {
    writes: [...putDossier(before, dossier), dropDocument(document)],
    body: viewOf({ ...file, dossier, documents: others }, caller, localDateOf(now())),
    version: dossier.version,
  };
});
