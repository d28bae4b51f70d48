import { localDateOf } from '../../shared/clock.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { loadFileAt } from '../../shared/dossier/store.ts';
import { viewOf } from '../../shared/dossier/view.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { collectionCalledOff } from '../../shared/postal/booking.ts';
import { cancelConsignment } from '../../shared/postal/consignment-contracts.ts';

/** Puts on record that the post is not to come; the operator is told by `retry-deliveries`. */
export const handler = serveChange(
  cancelConsignment,
  async ({ params, caller, expectedVersion }, { now }) => {
    const before = await loadFileAt(params.dossierId, expectedVersion, caller);
    const occasion = { at: now(), actor: actorOf(caller, before.dossier) };
    const { file, writes } = collectionCalledOff(before, params.number, occasion);
    return { writes, body: viewOf(file, caller, localDateOf(now())), version: file.dossier.version };
  },
);
