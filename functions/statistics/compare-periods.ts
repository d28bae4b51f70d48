import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { loadSpans } from '../../shared/statistics/census.ts';
import { compared } from '../../shared/statistics/comparison.ts';
import { comparePeriods } from '../../shared/statistics/contracts/compare-periods.ts';
import { figuresOf } from '../../shared/statistics/figures.ts';
import { comparisonTable } from '../../shared/statistics/spreadsheets.ts';

export const handler = serveSpreadsheet(
  comparePeriods,
  async ({ query }) => {
    const { from, to, withFrom, withTo, agency } = query;
    const [now, before] = await loadSpans({ from, to, agency }, [
      { from, to },
      { from: withFrom, to: withTo },
    ]);
    if (!now || !before) throw new Error('a period has no span');
    return { body: compared(figuresOf(now), figuresOf(before)) };
  },
  comparisonTable,
);
