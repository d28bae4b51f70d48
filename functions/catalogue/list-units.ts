import { PROVINCE_CODE, unitsOf } from '../../shared/agency/unit.ts';
import { serveRead } from '../../shared/http/serve.ts';
import { catalogueHeaders, listUnits } from '../../shared/procedure/contracts.ts';

export const handler = serveRead(listUnits, async ({ query }) => ({
  body: { items: unitsOf(query.district ?? PROVINCE_CODE) },
  headers: catalogueHeaders,
}));
