import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { rateDossier } from '../../shared/tracking/contracts/rate-dossier.ts';
import { rated } from '../../shared/tracking/rating.ts';

export const handler = serveChange(
  rateDossier,
  async ({ params, body, caller, correlationId }, { now, newId }) => {
    const { dossier } = requireFiled(await loadFile(params.dossierId, caller));
    const occasion = { at: now(), actor: actorOf(caller, dossier), newId, correlationId };
    return { writes: rated(dossier, body, occasion), body };
  },
);
