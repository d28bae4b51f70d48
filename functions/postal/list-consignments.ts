import { loadConsignmentsTo } from '../../shared/consignment/store.ts';
import { viewOfConsignment } from '../../shared/consignment/view.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listConsignments } from '../../shared/postal/consignment-contracts.ts';

export const handler = serveRead(listConsignments, async ({ query: { limit, cursor }, caller }) => {
  const scope = ['consignments', caller.agency];
  const after = cursor && openCursor(scope, cursor);
  const { items, next } = await loadConsignmentsTo(caller.agency, { after, limit });
  return {
    body: {
      items: items.map(({ dossierId, consignment }) => ({ dossierId, ...viewOfConsignment(consignment) })),
      nextCursor: next && sealCursor(scope, next),
    },
  };
});
