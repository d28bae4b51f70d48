import { catalogueHeaders, readProcedure as contract } from '../../shared/catalogue/contracts.ts';
import { serveRead } from '../../shared/http/serve.ts';
import { readProcedure } from '../../shared/procedure/store.ts';

export const handler = serveRead(contract, async ({ params }) => ({
  body: await readProcedure(params.code),
  headers: catalogueHeaders,
}));
