import { localDateOf } from '../../shared/clock.ts';
import { loadCounter, loadReceipt } from '../../shared/dossier/code.ts';
import { actorOf, requireDraft, requireStep, roleOf } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { Submitted, submitDossier } from '../../shared/filing/contracts/submit-dossier.ts';
import { requireOnlineFiling, submission } from '../../shared/filing/submission.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { loadMoneyOf } from '../../shared/paying/settling.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(
  submitDossier,
  async ({ params, caller, expectedVersion, correlationId }, { now, newId, newSecret }) => {
    const before = await loadFileAt(params.dossierId, expectedVersion, caller);
    const draft = requireDraft(before.dossier);
    const at = now();
    const day = localDateOf(at);
    requireStep('submit', draft, roleOf(draft, caller), day);
    const [procedure, numbersGiven, money] = await Promise.all([
      recallProcedure(draft.procedure.code, now),
      loadCounter(draft.procedure.agency, day),
      loadMoneyOf({ ...before, dossier: draft }, day),
    ]);
    requireOnlineFiling(procedure, day);
    const { file, receipt, writes } = submission(
      { draft, file: before, procedure, numbersGiven, newSecret },
      caller,
      { at, actor: actorOf(caller, draft), newId, correlationId, money },
    );
    return {
      writes,
      body: { dossier: viewOf(file, caller, day), receipt },
      version: file.dossier.version,
      location: `/v1/dossiers/${file.dossier.id}`,
    };
  },
  {
    kept: Submitted,
    complete: async ({ dossier }) => ({ dossier, receipt: await loadReceipt(dossier.code) }),
  },
);
