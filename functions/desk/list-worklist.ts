import { recallAtWork } from '../../shared/absence/store.ts';
import { instantOf, localDateOf } from '../../shared/clock.ts';
import { listWorklist } from '../../shared/desk/contracts/list-worklist.ts';
import { loadWorklist } from '../../shared/dossier/lists.ts';
import { viewOfSummary } from '../../shared/dossier/view.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listWorklist, async ({ query, caller }, { now }) => {
  const { list, dueBefore, limit, cursor } = query;
  const scope = ['worklist', caller.agency, list, dueBefore ?? ''];
  const officer = await recallAtWork(caller, now);
  const day = localDateOf(now());
  const { items, next } = await loadWorklist(officer, list, {
    day,
    after: cursor && openCursor(scope, cursor),
    dueBefore: dueBefore && instantOf(dueBefore, '00:00'),
    limit,
  });
  return {
    body: {
      items: items.map((summary) => viewOfSummary(summary, officer, day)),
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
