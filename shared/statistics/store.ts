import type { LocalDate } from '../clock.ts';
import { addDays, lastDayOf } from '../deadline/calendar.ts';
import { factKey, factsPK, type Key, monthTallyKey, yearTallyKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { Fact } from './fact.ts';
import { type Counts, type Tally, tallyOf } from './tally.ts';

/** What was counted of each procedure up to the end of a day, since the beginning. */
export type Totals = ReadonlyMap<string, Counts>;

const yearOf = (day: LocalDate): number => Number(day.slice(0, 4));

/** The last year that is over by the end of a day. */
const lastWholeYear = (day: LocalDate): number =>
  day === lastDayOf(yearOf(day)) ? yearOf(day) : yearOf(day) - 1;

/** Whether a tally is part of what was counted up to the end of a day: whole years, then the months of the one that goes on. */
function isBefore({ period }: Tally, day: LocalDate): boolean {
  const whole = lastWholeYear(day);
  if (period.length === 4) return Number(period) <= whole;
  return Number(period.slice(0, 4)) > whole && period <= day.slice(0, 7);
}

/** The counts of a tally that fall on a day or before it. */
function countsUntil({ period, counts }: Tally, day: LocalDate): Counts {
  if (period.length === 4) return counts;
  const last = period < day.slice(0, 7) ? '99' : day.slice(8);
  const found: Record<string, number> = {};
  for (const [name, by] of Object.entries(counts))
    if (name.slice(0, 2) <= last) found[name.slice(2)] = (found[name.slice(2)] ?? 0) + by;
  return found;
}

function totalsOf(tallies: readonly Tally[], day: LocalDate): Totals {
  const totals = new Map<string, Record<string, number>>();
  for (const tally of tallies.filter((one) => isBefore(one, day))) {
    const sums = totals.get(tally.procedureCode) ?? {};
    for (const [name, by] of Object.entries(countsUntil(tally, day))) sums[name] = (sums[name] ?? 0) + by;
    totals.set(tally.procedureCode, sums);
  }
  return totals;
}

const between = async (first: Key, last: Key): Promise<readonly Tally[]> => {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :agency AND SK BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':agency': first.PK, ':first': first.SK, ':last': last.SK },
  });
  return items.map(tallyOf);
};

/**
 * What an agency had counted by the end of each of these days. A period is the difference of two of them. Years that are over
 * are read from one item for each procedure, so that what is read does not grow by the month.
 */
export async function loadTotals(agency: string, days: readonly LocalDate[]): Promise<readonly Totals[]> {
  const whole = days.map(lastWholeYear).sort().at(-1) ?? 0;
  const begun = Map.groupBy(
    days.filter((day) => lastWholeYear(day) < yearOf(day)),
    yearOf,
  );
  const parts = await Promise.all([
    between(yearTallyKey(agency, '', ''), yearTallyKey(agency, String(whole), '~')),
    ...[...begun].map(([year, ofYear]) =>
      between(
        monthTallyKey(agency, `${year}-01`, ''),
        monthTallyKey(agency, ofYear.toSorted().at(-1)?.slice(0, 7) ?? '', '~'),
      ),
    ),
  ]);
  const tallies = parts.flat();
  return days.map((day) => totalsOf(tallies, day));
}

/** The day before a period begins, up to which all is what it begins with. */
export const eveOf = (from: LocalDate): LocalDate => addDays(from, -1);

/** Facts of an agency by their codes, newest first, of dossiers that were filed on a day or before it. */
export async function loadFacts(
  agency: string,
  {
    until,
    before,
    limit,
  }: { readonly until: LocalDate; readonly before?: string | undefined; readonly limit: number },
): Promise<readonly Fact[]> {
  const items = await queryItems(
    {
      KeyConditionExpression: 'PK = :agency AND SK < :before',
      ExpressionAttributeValues: {
        ':agency': factsPK(agency),
        ':before': factKey(agency, before ?? `${agency}-${until.slice(2).replaceAll('-', '')}~`).SK,
      },
      ScanIndexForward: false,
    },
    limit,
  );
  return items.map((item) => Fact.parse(item));
}

/** Facts of what was filed with an agency in a year, oldest first. @param after the code after which to begin */
export async function loadFactsOfYear(
  agency: string,
  year: number,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Fact[]> {
  const codes = `${agency}-${String(year).slice(2)}`;
  const items = await queryItems(
    {
      KeyConditionExpression: 'PK = :agency AND SK BETWEEN :after AND :last',
      ExpressionAttributeValues: {
        ':agency': factsPK(agency),
        // BETWEEN is inclusive: a code that follows the last one seen.
        ':after': factKey(agency, after ? `${after}\u0001` : codes).SK,
        ':last': factKey(agency, `${codes}~`).SK,
      },
    },
    limit,
  );
  return items.map((item) => Fact.parse(item));
}
