import { serveRead } from '../../shared/http/serve.ts';
import { catalogueHeaders, readProcedure as contract } from '../../shared/procedure/contracts.ts';
import { readProcedure } from '../../shared/procedure/store.ts';

export const handler = serveRead(contract, async ({ params }) => ({
  body: await readProcedure(params.code),
  headers: catalogueHeaders,
}));
