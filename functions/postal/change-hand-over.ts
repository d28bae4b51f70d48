import { actorOf } from '../../shared/dossier/rules.ts';
import { loadHandOver } from '../../shared/hand-over/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { changeHandOver } from '../../shared/postal/hand-over-contracts.ts';
import { viewOfHandOver } from '../../shared/postal/hand-over-view.ts';
import { handOverChanged } from '../../shared/postal/handing-over.ts';

/** What the desk does with a record; the second signature hands all its items to the post in the same transaction. */
export const handler = serveChange(
  changeHandOver,
  async ({ params, body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const before = await loadHandOver(caller.agency, params.record);
    if (before.version !== expectedVersion) throw new Problem('version-stale');
    const occasion = { at: now(), actor: actorOf(caller), newId, correlationId };
    const { after, writes } = await handOverChanged(before, body, caller, occasion);
    return { writes, body: viewOfHandOver(after), version: after.version };
  },
);
