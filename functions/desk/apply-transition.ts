import { localDateOf } from '../../shared/clock.ts';
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
    const procedure = actionOf(body.action).needs
      ? await recallIfThere(before.dossier.procedure.code, now)
      : undefined;
    const actor = actorOf(caller);
    const { file, writes } = act(before, body, step, { at, actor, newId, correlationId, procedure });
    return { writes, body: viewOf(file, caller, day), version: file.dossier.version };
  },
);
