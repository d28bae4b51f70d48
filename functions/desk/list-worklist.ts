import { instantOf, localDateOf } from '../../shared/clock.ts';
import { listWorklist } from '../../shared/desk/contracts/list-worklist.ts';
import { loadWorklist } from '../../shared/dossier/lists.ts';
import { viewOfSummary } from '../../shared/dossier/view.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listWorklist, async ({ query, caller }, { now }) => {
  const { status, dueBefore, limit, cursor } = query;
  const scope = ['worklist', caller.agency, status ?? '', dueBefore ?? ''];
  const { items, next } = await loadWorklist(caller.agency, {
    status,
    after: cursor && openCursor(scope, cursor),
    dueBefore: dueBefore && instantOf(dueBefore, '00:00'),
    limit,
  });
  const day = localDateOf(now());
  return {
    body: {
      items: items.map((summary) => viewOfSummary(summary, caller, day)),
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
