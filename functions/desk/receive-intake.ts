import { localDateOf } from '../../shared/clock.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { Received, receiveIntake } from '../../shared/desk/contracts/receive-intake.ts';
import { intake } from '../../shared/desk/intake.ts';
import { loadCounter, loadReceipt } from '../../shared/dossier/code.ts';
import { actorOf, requireDraft } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { recallProcedure } from '../../shared/procedure/store.ts';

export const handler = serveChange(
  receiveIntake,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId, newSecret }) => {
    const before = await loadFileAt(params.dossierId, expectedVersion, caller);
    const draft = requireDraft(before.dossier);
    const at = now();
    const day = localDateOf(at);
    const [procedure, calendar, numbersGiven] = await Promise.all([
      recallProcedure(draft.procedure.code, now),
      recallCalendar(now),
      loadCounter(draft.procedure.agency, day),
    ]);
    const { file, receipt, writes } = intake(
      { draft, file: before, procedure, numbersGiven, newSecret },
      body,
      caller,
      { at, actor: actorOf(caller), newId, correlationId, calendar },
    );
    return {
      writes,
      body: { dossier: viewOf(file, caller, day), receipt },
      version: file.dossier.version,
      location: `/v1/dossiers/${file.dossier.id}`,
    };
  },
  {
    kept: Received,
    complete: async ({ dossier }) => ({ dossier, receipt: await loadReceipt(dossier.code) }),
  },
);
