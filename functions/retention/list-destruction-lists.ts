import { loadLists } from '../../shared/destruction/store.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listDestructionLists } from '../../shared/retention/contracts/list-destruction-lists.ts';
import { summaryOfList } from '../../shared/retention/list-view.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';

export const handler = serveRead(
  listDestructionLists,
  async ({ query: { limit, cursor, ...asked }, caller }) => {
    const agency = agencyAskedFor(caller, asked.agency) ?? caller.agency;
    const scope = ['destruction-lists', agency];
    const before = cursor && openCursor(scope, cursor);
    const { items, next } = await loadLists(agency, { before, limit });
    return { body: { items: items.map(summaryOfList), nextCursor: next && sealCursor(scope, next) } };
  },
);
