import { catalogueHeaders } from '../../shared/catalogue/contracts.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { recallListing } from '../../shared/procedure/listing.ts';
import { catalogueFigures } from '../../shared/statistics/catalogue-figures.ts';
import { readCatalogueFigures } from '../../shared/statistics/contracts/read-catalogue-figures.ts';

export const handler = serveRead(readCatalogueFigures, async (_, { now }) => ({
  body: catalogueFigures((await recallListing(now)).map(({ summary }) => summary)),
  headers: catalogueHeaders,
}));
