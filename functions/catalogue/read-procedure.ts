import { catalogueHeaders, readProcedure } from '../../shared/catalogue/contracts.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { loadProcedure } from '../../shared/procedure/store.ts';

export const handler = serveRead(readProcedure, async ({ params }) => ({
  body: await loadProcedure(params.code),
  headers: catalogueHeaders,
}));
