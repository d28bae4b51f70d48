import { objectKeyOf } from '../../shared/document/document.ts';
import { signOpening } from '../../shared/document/opening.ts';
import { recordReading } from '../../shared/dossier/history.ts';
import { loadFileToRead } from '../../shared/dossier/store.ts';
import { openDocument } from '../../shared/filing/contracts/open-document.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(openDocument, async ({ params, caller }, sources) => {
  const { dossier, documents } = await loadFileToRead(params.dossierId, caller);
  const document = documents.find(({ documentId }) => documentId === params.documentId);
  if (!document) throw new Problem('document-not-found');
  if (document.state !== 'accepted') throw new Problem('document-not-open');
  if (caller.kind === 'officer') await recordReading(dossier, caller, openDocument.id, sources);
  const { contentType, name, objectVersion: version } = document;
  return { body: await signOpening({ key: objectKeyOf(document), version, contentType, name }) };
});
