import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { recallListing } from '../../shared/procedure/listing.ts';
import { agencyAskedFor } from '../../shared/statistics/access.ts';
import { loadLines } from '../../shared/statistics/census.ts';
import { readIndicators } from '../../shared/statistics/contracts/read-indicators.ts';
import { indicatorsOf } from '../../shared/statistics/indicators.ts';
import { indicatorsTable } from '../../shared/statistics/spreadsheets.ts';

export const handler = serveSpreadsheet(
  readIndicators,
  async ({ query, caller }, { now }) => {
    const { from, to } = query;
    const agency = agencyAskedFor(caller, query.agency);
    const procedures = (await recallListing(now)).map(({ summary }) => summary);
    const theirs = agency ? procedures.filter((procedure) => procedure.agency === agency) : procedures;
    const lines = await loadLines({ from, to, agency }, now);
    return { body: { from, to, items: [...indicatorsOf(lines, theirs)] } };
  },
  indicatorsTable,
);
