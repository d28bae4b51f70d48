import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { loadProcedures } from '../../shared/procedure/store.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';
import { candidatesOf, mayMove } from '../../shared/statistics/candidates.ts';
import { loadLines } from '../../shared/statistics/census.ts';
import { listCandidates } from '../../shared/statistics/contracts/list-candidates.ts';
import { candidatesTable } from '../../shared/statistics/spreadsheets.ts';

export const handler = serveSpreadsheet(
  listCandidates,
  async ({ query, caller }, { now }) => {
    const { from, to, muchUsed, limit } = query;
    const lines = await loadLines({ from, to, agency: agencyAskedFor(caller, query.agency) }, now);
    const codes = lines.filter((line) => mayMove(line, muchUsed)).map(({ procedureCode }) => procedureCode);
    const procedures = await loadProcedures(codes);
    return { body: { items: candidatesOf(lines, procedures, muchUsed).slice(0, limit) } };
  },
  candidatesTable,
);
