import { catalogueHeaders, listSupplementReasons } from '../../shared/catalogue/contracts.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { supplementReasons } from '../../shared/supplement/reasons.ts';

export const handler = serveRead(listSupplementReasons, async () => ({
  body: { items: [...supplementReasons()] },
  headers: catalogueHeaders,
}));
