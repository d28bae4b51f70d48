import { localDateOf, toInstant } from '../../shared/clock.ts';
import type { Document } from '../../shared/document/document.ts';
import { fitting } from '../../shared/document/requirement.ts';
import { declare } from '../../shared/document/store.ts';
import { signUpload } from '../../shared/document/upload.ts';
import { requireOpenForPapers } from '../../shared/dossier/rules.ts';
import { draftExpiry, readDossier, sameDossier } from '../../shared/dossier/store.ts';
import { summaryOf, viewOfDocument } from '../../shared/dossier/view.ts';
import { declareDocument } from '../../shared/filing/contracts/declare-document.ts';
import { serveChange } from '../../shared/http/serve.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(declareDocument, async ({ params, body, caller }, { now, newId }) => {
  const { dossier, documents } = await readDossier(params.dossierId, caller);
  requireOpenForPapers(dossier);
  const procedure = await recallProcedure(dossier.procedure.code, now);
  const document: Document = {
    ...fitting(procedure.papers, documents, body),
    state: 'declared',
    documentId: newId(),
    dossierId: dossier.id,
    declaredAt: toInstant(now()),
    filed: false,
  };
  return {
    writes: [
      sameDossier(dossier),
      declare(document, { owner: dossier.owner, expiresAt: draftExpiry(now()) }),
    ],
    body: {
      dossier: summaryOf(dossier, caller, localDateOf(now())),
      document: viewOfDocument(document),
      upload: await signUpload(document),
    },
    version: dossier.version,
    location: `/v1/dossiers/${dossier.id}`,
  };
});
