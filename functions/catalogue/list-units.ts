import { PROVINCE_CODE, unitsOf } from '../../shared/agency/unit.ts';
import { catalogueHeaders, listUnits } from '../../shared/catalogue/contracts.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listUnits, async ({ query }) => ({
  body: { items: unitsOf(query.district ?? PROVINCE_CODE) },
  headers: catalogueHeaders,
}));
