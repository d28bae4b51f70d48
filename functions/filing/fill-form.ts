import { localDateOf } from '../../shared/clock.ts';
import { formFor } from '../../shared/dossier/form.ts';
import { actorOf, requireDraft } from '../../shared/dossier/rules.ts';
import { loadFileAt, putDossier } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { fillForm } from '../../shared/filing/contracts/fill-form.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { chargeOfForm } from '../../shared/paying/dropping.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(
  fillForm,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const file = await loadFileAt(params.dossierId, expectedVersion, caller);
    const draft = requireDraft(file.dossier);
    const procedure = await recallProcedure(draft.procedure.code, now);
    const form = formFor(procedure, body);
    const actor = actorOf(caller, draft);
    const dossier = { ...draft, form, version: draft.version + 1, changedBy: actor };
    const occasion = { at: now(), actor, newId, correlationId };
    const recharged = await chargeOfForm({ ...file, dossier }, procedure, occasion);
    return {
      writes: [...putDossier(draft, dossier), ...recharged.writes],
      body: viewOf(recharged.file, caller, localDateOf(now())),
      version: dossier.version,
    };
  },
);
