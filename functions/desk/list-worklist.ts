import { instantOf, localDateOf } from '../../shared/clock.ts';
import { listWorklist } from '../../shared/desk/contracts/list-worklist.ts';
import { openStatuses } from '../../shared/dossier/status.ts';
import { readWorklist } from '../../shared/dossier/store.ts';
import { summaryOf } from '../../shared/dossier/view.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve.ts';

export const handler = serveRead(listWorklist, async ({ query, caller }, { now }) => {
  const { status, dueBefore, limit, cursor } = query;
  const scope = ['worklist', caller.agency, status ?? '', dueBefore ?? ''];
  const { items, next } = await readWorklist(caller.agency, status ? [status] : openStatuses, {
    after: cursor && openCursor(scope, cursor),
    dueBefore: dueBefore && instantOf(dueBefore, '00:00'),
    limit,
  });
  const day = localDateOf(now());
  return {
    body: {
      items: items.map((dossier) => summaryOf(dossier, caller, day)),
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
