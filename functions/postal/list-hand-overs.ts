import { loadHandOvers } from '../../shared/hand-over/store.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listHandOvers } from '../../shared/postal/hand-over-contracts.ts';
import { summaryOfHandOver } from '../../shared/postal/hand-over-view.ts';

export const handler = serveRead(listHandOvers, async ({ query: { limit, cursor }, caller }) => {
  const scope = ['hand-overs', caller.agency];
  const before = cursor && openCursor(scope, cursor);
  const { items, next } = await loadHandOvers(caller.agency, { before, limit });
  return {
    body: { items: items.map(summaryOfHandOver), nextCursor: next && sealCursor(scope, next) },
  };
});
