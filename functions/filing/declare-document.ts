import { toInstant } from '../../shared/clock.ts';
import type { Document } from '../../shared/document/document.ts';
import { fitting } from '../../shared/document/requirement.ts';
import { declared, withUpload } from '../../shared/dossier/declared.ts';
import { requireOpenForPapers } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { Declared } from '../../shared/dossier/view.ts';
import { declareDocument } from '../../shared/filing/contracts/declare-document.ts';
import { papersAsked } from '../../shared/filing/papers-asked.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

export const handler = serveChange(
  declareDocument,
  async ({ params, body, caller }, { now, newId }) => {
    const file = await loadFile(params.dossierId, caller);
    const { dossier, documents } = file;
    requireOpenForPapers(dossier);
    const at = now();
    const document: Document = {
      ...fitting(await papersAsked(file, now), documents, body),
      v: 1,
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
