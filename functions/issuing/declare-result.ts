import { toInstant } from '../../shared/clock.ts';
import type { Document } from '../../shared/document/document.ts';
import { fitting } from '../../shared/document/requirement.ts';
import { declared, withUpload } from '../../shared/dossier/declared.ts';
import { requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { Declared } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { declareResult } from '../../shared/issuing/contracts/declare-result.ts';
import { requireOpenForResults, resultFile } from '../../shared/issuing/result-file.ts';

export const handler = serveChange(
  declareResult,
  async ({ params, body, caller }, { now, newId }) => {
    const { dossier, resultFiles } = requireFiled(await loadFile(params.dossierId, caller));
    requireOpenForResults(dossier);
    const at = now();
    const file = { ...body, paperId: resultFile.id, contentType: 'application/pdf' };
    const document: Document = {
      ...fitting({ files: [resultFile] }, resultFiles, file),
      v: 1,
      purpose: 'result',
      state: 'declared',
      documentId: newId(),
      dossierId: dossier.id,
      declaredAt: toInstant(at),
      filed: false,
    };
    const change = declared(dossier, document, caller, at);
    return { ...change, body: await withUpload(change.body) };
  },
  { kept: Declared, complete: withUpload },
);
