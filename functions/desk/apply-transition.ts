import { localDateOf } from '../../shared/clock.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { applyTransition } from '../../shared/desk/contracts/apply-transition.ts';
import { actionOf } from '../../shared/dossier/actions.ts';
import { act } from '../../shared/dossier/change.ts';
import { actorOf, requireFiled, requireStep, roleOf } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { recallIfThere } from '../../shared/procedure/store.ts';

export const handler = serveChange(
  applyTransition,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const before = requireFiled(await loadFileAt(params.dossierId, expectedVersion, caller));
    const at = now();
    const day = localDateOf(at);
    const step = requireStep(body.action, before.dossier, roleOf(before.dossier, caller), day);
    const { needs, clock } = actionOf(body.action);
    const [procedure, calendar] = await Promise.all([
      needs && recallIfThere(before.dossier.procedure.code, now),
      clock === 'none' ? undefined : recallCalendar(now),
    ]);
    const actor = actorOf(caller);
    const occasion = { at, actor, newId, correlationId, procedure, calendar };
    const { file, writes } = act(before, body, step, occasion);
    return { writes, body: viewOf(file, caller, day), version: file.dossier.version };
  },
);
