import { localDateOf, toInstant } from '../../shared/clock.ts';
import type { Document } from '../../shared/document/document.ts';
import { fitting } from '../../shared/document/requirement.ts';
import { putDeclared } from '../../shared/document/store.ts';
import { signUpload } from '../../shared/document/upload.ts';
import { accessTo } from '../../shared/dossier/access.ts';
import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile, putDossier } from '../../shared/dossier/store.ts';
import { summaryOf } from '../../shared/dossier/summary.ts';
import { viewOfDocument, viewOfSummary } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { DeclaredResult, declareResult } from '../../shared/issuing/contracts/declare-result.ts';
import { requireOpenForResults, resultFile } from '../../shared/issuing/result-file.ts';

/** A repeat gets an address that lives as long as the first one did. */
const withUpload = async ({ dossier, document }: DeclaredResult) => ({
  dossier,
  document,
  upload: await signUpload({ ...document, dossierId: dossier.id }, 'dossier'),
});

export const handler = serveChange(
  declareResult,
  async ({ params, body, caller }, { now, newId }) => {
    const { dossier: before, resultFiles } = requireFiled(await loadFile(params.dossierId, caller));
    requireOpenForResults(before);
    const file = { ...body, paperId: resultFile.id, contentType: 'application/pdf' };
    const document: Document = {
      ...fitting({ files: [resultFile] }, resultFiles, file),
      v: 1,
      purpose: 'result',
      state: 'declared',
      documentId: newId(),
      dossierId: before.id,
      declaredAt: toInstant(now()),
      filed: false,
    };
    const after = { ...before, version: before.version + 1, changedBy: actorOf(caller) };
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
  { kept: DeclaredResult, complete: withUpload },
);
