import { serveRead } from '../../shared/http/serve-read.ts';
import { loadSpans } from '../../shared/statistics/census.ts';
import { compared } from '../../shared/statistics/comparison.ts';
import { comparePeriods } from '../../shared/statistics/contracts/compare-periods.ts';
import { figuresOf } from '../../shared/statistics/figures.ts';

export const handler = serveRead(comparePeriods, async ({ query }) => {
  const { from, to, withFrom, withTo, agency } = query;
  const [now, before] = await loadSpans({ from, to, agency }, [
    { from, to },
    { from: withFrom, to: withTo },
  ]);
  if (!now || !before) throw new Error('a period has no span');
  return { body: compared(figuresOf(now), figuresOf(before)) };
});
