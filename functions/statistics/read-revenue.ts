import { agencies } from '../../shared/agency/agency.ts';
import { loadRevenue } from '../../shared/fee-receipt/revenue.ts';
import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { loadProcedures } from '../../shared/procedure/store.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';
import { readRevenue } from '../../shared/statistics/contracts/read-revenue.ts';
import { revenueOf } from '../../shared/statistics/revenue.ts';
import { revenueTable } from '../../shared/statistics/spreadsheets.ts';

export const handler = serveSpreadsheet(
  readRevenue,
  async ({ query, caller }) => {
    const { from, to } = query;
    const asked = agencyAskedFor(caller, query.agency);
    const codes = asked ? [asked] : agencies().map(({ code }) => code);
    const books = await Promise.all(codes.map((agency) => loadRevenue(agency, { from, to })));
    const book = books.flat();
    const catalogue = await loadProcedures(book.map(({ procedureCode }) => procedureCode));
    return { body: { from, to, ...revenueOf(book, catalogue) } };
  },
  revenueTable,
);
