import { localDateOf } from '../../shared/clock.ts';
import { applyTransition } from '../../shared/desk/contracts/apply-transition.ts';
import { act } from '../../shared/dossier/change.ts';
import { requireFiled, requireFuture, requireStep } from '../../shared/dossier/rules.ts';
import { readDossierAt } from '../../shared/dossier/store.ts';
import { answerWith } from '../../shared/dossier/supplement.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve.ts';

export const handler = serveChange(
  applyTransition,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const { dossier, documents } = await readDossierAt(params.dossierId, expectedVersion, caller);
    const at = now();
    const day = localDateOf(at);
    const step = requireStep(body.action, dossier, caller, day);
    const filed = requireFiled(dossier);
    if ('deadline' in body) requireFuture(body.deadline, day);
    const taken =
      body.action === 'answerSupplement' ? answerWith(filed, documents) : { documents, writes: [] };
    const { after, writes } = act(filed, body, step, { at, newId, correlationId });
    return {
      writes: [...writes, ...taken.writes],
      body: viewOf({ dossier: after, documents: taken.documents }, caller, day),
      version: after.version,
    };
  },
);
