import { loadSpans, type Wanted } from './census.ts';
import { figuresOf } from './figures.ts';
import { monthsOf } from './period.ts';

/** A period as a whole and month by month. */
export async function loadTrend(wanted: Wanted) {
  const { from, to } = wanted;
  const months = monthsOf(from, to);
  const [whole, ...spans] = await loadSpans(wanted, [{ from, to }, ...months]);
  if (!whole) throw new Error('a period has no span');
  return {
    total: figuresOf(whole),
    rows: months.flatMap((month, place) => {
      const span = spans[place];
      const key = month.from.slice(0, 7);
      const name = { vi: `Tháng ${key.slice(5)}/${key.slice(0, 4)}`, en: key };
      return span ? [{ rank: place + 1, key, name, figures: figuresOf(span) }] : [];
    }),
  };
}
