import { catalogueHeaders } from '../../shared/catalogue/contracts.ts';
import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { recallListing } from '../../shared/procedure/listing.ts';
import { catalogueFigures } from '../../shared/statistics/catalogue-figures.ts';
import { readCatalogueFigures } from '../../shared/statistics/contracts/read-catalogue-figures.ts';
import { catalogueTable } from '../../shared/statistics/spreadsheets.ts';

export const handler = serveSpreadsheet(
  readCatalogueFigures,
  async (_, { now }) => ({
    body: catalogueFigures((await recallListing(now)).map(({ summary }) => summary)),
    headers: catalogueHeaders,
  }),
  catalogueTable,
);
