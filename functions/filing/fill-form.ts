import { localDateOf } from '../../shared/clock.ts';
import { formFor } from '../../shared/dossier/form.ts';
import { requireDraft } from '../../shared/dossier/rules.ts';
import { draftExpiry, readDossierAt, replaceDossier } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { fillForm } from '../../shared/filing/contracts/fill-form.ts';
import { serveChange } from '../../shared/http/serve.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(fillForm, async ({ params, body, caller, expectedVersion }, { now }) => {
  const { dossier, documents } = await readDossierAt(params.dossierId, expectedVersion, caller);
  const draft = requireDraft(dossier);
  const procedure = await recallProcedure(draft.procedure.code, now);
  const after = { ...draft, form: formFor(procedure, body), version: draft.version + 1 };
  return {
    writes: [replaceDossier(draft, after, draftExpiry(now()))],
    body: viewOf({ dossier: after, documents }, caller, localDateOf(now())),
    version: after.version,
  };
});
