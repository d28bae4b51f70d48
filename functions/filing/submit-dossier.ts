import { localDateOf } from '../../shared/clock.ts';
import { requireDraft } from '../../shared/dossier/rules.ts';
import { readCounter, readDossierAt } from '../../shared/dossier/store.ts';
import { asFiled, requireOnlineFiling, submission } from '../../shared/dossier/submission.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { submitDossier } from '../../shared/filing/contracts/submit-dossier.ts';
import { serveChange } from '../../shared/http/serve.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(
  submitDossier,
  async ({ params, caller, expectedVersion, correlationId }, { now, newId, newSecret }) => {
    const { dossier, documents } = await readDossierAt(params.dossierId, expectedVersion, caller);
    const draft = requireDraft(dossier);
    const at = now();
    const day = localDateOf(at);
    const [procedure, taken] = await Promise.all([
      recallProcedure(draft.procedure.code, now),
      readCounter(draft.procedure.agency, day),
    ]);
    requireOnlineFiling(procedure);
    const { after, receipt, writes } = submission(
      { draft, procedure, documents, taken, newSecret },
      { at, newId, correlationId },
    );
    return {
      writes,
      body: { dossier: viewOf({ dossier: after, documents: documents.map(asFiled) }, caller, day), receipt },
      version: after.version,
      location: `/v1/dossiers/${after.id}`,
    };
  },
);
