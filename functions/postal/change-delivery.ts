import { localDateOf } from '../../shared/clock.ts';
import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { changeDelivery } from '../../shared/postal/contracts.ts';
import { deliveryWished } from '../../shared/postal/wishing.ts';

/** Puts on record what the owner of a result asks of the post; the operator is told of it by what the event wakes. */
export const handler = serveChange(
  changeDelivery,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const before = requireFiled(await loadFileAt(params.dossierId, expectedVersion, caller));
    const at = now();
    const occasion = { at, actor: actorOf(caller, before.dossier), newId, correlationId };
    const { file, writes } = deliveryWished(before, body, occasion);
    return { writes, body: viewOf(file, caller, localDateOf(at)), version: file.dossier.version };
  },
);
