import { serveSpreadsheet } from '../../shared/http/serve-spreadsheet.ts';
import { recallSensitive } from '../../shared/procedure/listing.ts';
import { grouped, loadLines, spanOf } from '../../shared/statistics/census.ts';
import { readFigures } from '../../shared/statistics/contracts/read-figures.ts';
import { figuresOf } from '../../shared/statistics/figures.ts';
import { published, ranked } from '../../shared/statistics/published.ts';
import { figuresTable } from '../../shared/statistics/spreadsheets.ts';
import { loadTrend } from '../../shared/statistics/trend.ts';

export const handler = serveSpreadsheet(
  readFigures,
  async ({ query }, { now }) => {
    const { from, to, by, order, limit } = query;
    if (by === 'month') return { body: { from, to, ...(await loadTrend(query)) } };
    const lines = await loadLines(query, now);
    const sensitive = await recallSensitive(now);
    const rows = by ? published(grouped(lines, by), (code) => sensitive.has(code)) : [];
    return {
      body: {
        from,
        to,
        total: figuresOf(spanOf(lines)),
        rows: (order ? ranked(rows, order) : rows)
          .slice(0, limit)
          .map((row, place) => ({ rank: place + 1, ...row })),
      },
    };
  },
  figuresTable,
);
