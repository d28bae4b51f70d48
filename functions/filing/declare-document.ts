import { localDateOf, toInstant } from '../../shared/clock.ts';
import type { Document } from '../../shared/document/document.ts';
import { fitting } from '../../shared/document/requirement.ts';
import { putDeclared } from '../../shared/document/store.ts';
import { signUpload } from '../../shared/document/upload.ts';
import { accessTo } from '../../shared/dossier/access.ts';
import { actorOf, requireOpenForPapers } from '../../shared/dossier/rules.ts';
import { loadFile, putDossier } from '../../shared/dossier/store.ts';
import { summaryOf } from '../../shared/dossier/summary.ts';
import { viewOfDocument, viewOfSummary } from '../../shared/dossier/view.ts';
import { Declared, declareDocument } from '../../shared/filing/contracts/declare-document.ts';
import { papersAsked } from '../../shared/filing/papers-asked.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

/** A declaration with where its file goes: a repeat gets an address that lives as long as the first one did. */
const withUpload = async ({ dossier, document }: Declared) => ({
  dossier,
  document,
  upload: await signUpload(
    { ...document, dossierId: dossier.id },
    dossier.status === 'draft' ? 'draft' : 'dossier',
  ),
});

export const handler = serveChange(
  declareDocument,
  async ({ params, body, caller }, { now, newId }) => {
    const file = await loadFile(params.dossierId, caller);
    const { dossier: before, documents } = file;
    requireOpenForPapers(before);
    const document: Document = {
      ...fitting(await papersAsked(file, now), documents, body),
      v: 1,
      state: 'declared',
      documentId: newId(),
      dossierId: before.id,
      declaredAt: toInstant(now()),
      filed: false,
    };
    const after = { ...before, version: before.version + 1, changedBy: actorOf(caller, before) };
    return {
      writes: [...putDossier(before, after), putDeclared(document, accessTo(before))],
      body: await withUpload({
        dossier: viewOfSummary(summaryOf(after), caller, localDateOf(now())),
        document: viewOfDocument(document),
      }),
      version: after.version,
      location: `/v1/dossiers/${after.id}`,
    };
  },
  { kept: Declared, complete: withUpload },
);
