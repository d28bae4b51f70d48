import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';
import { loadLines } from '../../shared/statistics/census.ts';
import { readReport } from '../../shared/statistics/contracts/read-report.ts';
import { reportOf } from '../../shared/statistics/report.ts';
import { reportTable } from '../../shared/statistics/spreadsheets.ts';

export const handler = serveSpreadsheet(
  readReport,
  async ({ params: { form }, query, caller }, { now }) => {
    const { from, to } = query;
    const lines = await loadLines({ from, to, agency: agencyAskedFor(caller, query.agency) }, now);
    return { body: { form, from, to, ...reportOf(lines, form) } };
  },
  reportTable,
);
