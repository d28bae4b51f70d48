import { type LocalDate, systemNow } from '../../shared/clock.ts';
import { vietnameseNumber } from '../../shared/format.ts';
import { recallListing } from '../../shared/procedure/listing.ts';
import { catalogueFigures } from '../../shared/statistics/catalogue-figures.ts';
import { loadSpans } from '../../shared/statistics/census.ts';
import { compared } from '../../shared/statistics/comparison.ts';
import { figuresOf } from '../../shared/statistics/figures.ts';

const year = { from: '2020-01-01' as LocalDate, to: '2020-12-31' as LocalDate };
const months = { from: '2021-01-01' as LocalDate, to: '2021-10-10' as LocalDate };

/** What the article says, as the statistics of the table answer it. */
export async function answers(): Promise<string> {
  const catalogue = catalogueFigures((await recallListing(systemNow)).map(({ summary }) => summary));
  const [before, now] = (await loadSpans(months, [year, months])).map(figuresOf);
  const [centre] = (await loadSpans({ ...months, place: 'centre' }, [months])).map(figuresOf);
  if (!before || !now || !centre) throw new Error('a period has no span');
  const { online, receivedOnline } = compared(now, before);
  const { either, both, ways } = centre.post;
  return [
    `${catalogue.text} procedures: ${catalogue.levels.map(({ level, share }) => `level ${level} ${share.part} (${share.text})`).join(', ')}`,
    ...[before, now].map(
      ({ received, online: share }, place) =>
        `${place === 0 ? '2020' : '1 January to 10 October 2021'}: ${vietnameseNumber(received.online)} of ${vietnameseNumber(received.total)} online, ${share.text}`,
    ),
    `${online.pointsText} more, ${online.times} times the rate, ${receivedOnline.times} times the dossiers`,
    `${vietnameseNumber(either)} by post at the Centre (one way or both; both ways ${vietnameseNumber(both)}, each way counted ${vietnameseNumber(ways)})`,
  ].join('\n');
}
