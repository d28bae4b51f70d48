import { loadList } from '../../shared/destruction/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { decideDestructionList } from '../../shared/retention/contracts/decide-destruction-list.ts';
import { listDecided } from '../../shared/retention/deciding.ts';
import { requireOwnLists } from '../../shared/retention/list-access.ts';
import { summaryOfList } from '../../shared/retention/list-view.ts';

export const handler = serveChange(
  decideDestructionList,
  async ({ params, body, caller, expectedVersion }, { now }) => {
    const before = await loadList(requireOwnLists(caller, params.agency), params.list);
    if (before.list.version !== expectedVersion) throw new Problem('version-stale');
    const { after, writes } = listDecided(before, body, caller, now());
    return { writes, body: summaryOfList(after.list), version: after.list.version };
  },
);
