import { recallAtWork } from '../../shared/absence/store.ts';
import { localDateOf } from '../../shared/clock.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { applyTransition } from '../../shared/desk/contracts/apply-transition.ts';
import { actionOf } from '../../shared/dossier/actions.ts';
import { act } from '../../shared/dossier/change.ts';
import { loadReceiptsTaken } from '../../shared/dossier/fee-receipting.ts';
import { actorOf, handsOf, requireFiled, requireStep, roleOf } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { recallIfThere } from '../../shared/procedure/store.ts';

export const handler = serveChange(
  applyTransition,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const [loaded, who] = await Promise.all([
      loadFileAt(params.dossierId, expectedVersion, caller),
      recallAtWork(caller, now),
    ]);
    const before = requireFiled(loaded);
    const at = now();
    const day = localDateOf(at);
    const { dossier } = before;
    const step = requireStep(body.action, dossier, roleOf(dossier, who), day, handsOf(dossier, who));
    const { needs, clock, countsDays } = actionOf(body.action);
    const [procedure, calendar, receiptsTaken] = await Promise.all([
      needs === 'procedure' ? recallIfThere(dossier.procedure.code, now) : undefined,
      clock !== 'none' || countsDays ? recallCalendar(now) : undefined,
      needs === 'receiptNumber' ? loadReceiptsTaken(dossier, day) : undefined,
    ]);
    const actor = actorOf(caller, before.dossier);
    const occasion = { at, actor, newId, correlationId, procedure, calendar, receiptsTaken };
    const { file, writes } = act(before, body, step, occasion);
    return { writes, body: viewOf(file, who, day), version: file.dossier.version };
  },
);
