import { catalogueHeaders, listProcedures } from '../../shared/catalogue/contracts.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { recallListing } from '../../shared/procedure/listing.ts';
import { searchProcedures } from '../../shared/procedure/search.ts';

export const handler = serveRead(listProcedures, async ({ query }, { now }) => {
  const { cursor, limit, ...filter } = query;
  const scope = [listProcedures.id, JSON.stringify(filter)];
  const after = cursor === undefined ? undefined : openCursor(scope, cursor);
  const { items, next } = searchProcedures(await recallListing(now), filter, after, limit);
  return {
    body: { items, ...(next !== undefined && { nextCursor: sealCursor(scope, next) }) },
    headers: catalogueHeaders,
  };
});
