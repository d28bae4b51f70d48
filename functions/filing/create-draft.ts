import { localDateOf, toInstant } from '../../shared/clock.ts';
import { type Draft, ProcedureOfDossier } from '../../shared/dossier/dossier.ts';
import { createDraft as draftWrite } from '../../shared/dossier/store.ts';
import { requireOnlineFiling } from '../../shared/dossier/submission.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { createDraft } from '../../shared/filing/contracts/create-draft.ts';
import { serveChange } from '../../shared/http/serve.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(createDraft, async ({ body, caller }, { now, newId }) => {
  const procedure = await recallProcedure(body.procedureCode, now);
  requireOnlineFiling(procedure);
  const at = now();
  const draft: Draft = {
    id: newId(),
    version: 1,
    status: 'draft',
    procedure: ProcedureOfDossier.parse(procedure),
    owner: caller.subject,
    createdAt: toInstant(at),
  };
  return {
    writes: [draftWrite(draft, at)],
    body: viewOf({ dossier: draft, documents: [] }, caller, localDateOf(at)),
    version: draft.version,
    location: `/v1/dossiers/${draft.id}`,
  };
});
