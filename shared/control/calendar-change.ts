import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { LocalDate } from '../clock.ts';
import { CalendarYear, firstDayOf, KeptYear, SpecialDay } from '../deadline/calendar.ts';
import { Reason } from '../dossier/reason.ts';
import { fault, faultsOf } from '../http/faults.ts';
import { type Fault, Problem } from '../http/problems.ts';
import { composed } from '../text.ts';

const Day = z.strictObject({
  ...SpecialDay.shape,
  /** As people call it, e.g. `Nghỉ phòng chống bão`. */
  name: composed(200),
  /** The law or decision that gives it. */
  legalBasis: composed(300),
});
const Year = z.strictObject({ ...KeptYear.shape, days: z.array(Day).max(100) });

/** What somebody wants to change in the working calendar: all of it together is one version. */
export const CalendarChange = z
  .strictObject({
    reason: Reason,
    /** Years to add, each after the last. */
    years: z.array(Year).max(3).default([]),
    /** Days off and worked Saturdays to add, or to put in the place of what the calendar says of their day. */
    days: z.array(Day).max(100).default([]),
    /** Days of which the calendar is to say nothing any more. */
    withdrawn: z.array(LocalDate).max(100).default([]),
  })
  .meta({ id: 'CalendarChange' });
export type CalendarChange = z.infer<typeof CalendarChange>;

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

const dayOf = (date: LocalDate, years: readonly KeptYear[]): SpecialDay | undefined =>
  years.find(({ year }) => year === yearOf(date))?.days.find((day) => day.date === date);

/** A year without the days that are withdrawn or replaced, and with those that are new. */
function yearAfter(year: KeptYear, { days, withdrawn }: CalendarChange): KeptYear {
  const replaced = [...withdrawn, ...days.map(({ date }) => date)];
  const added = days.filter(({ date }) => yearOf(date) === year.year);
  const kept = year.days.filter(({ date }) => !replaced.includes(date));
  if (added.length === 0 && kept.length === year.days.length) return year;
  return { ...year, days: [...kept, ...added].sort((one, other) => (one.date < other.date ? -1 : 1)) };
}

/** What of a change does not fit the calendar as it stands. */
function misfits(years: readonly KeptYear[], { years: more, days, withdrawn }: CalendarChange): Fault[] {
  const last = years.at(-1)?.year ?? 0;
  const all = [...years, ...more];
  const dates = [...withdrawn, ...days.map(({ date }) => date)];
  return [
    ...more.flatMap(({ year }, place) =>
      year === last + 1 + place ? [] : [fault('body', `/years/${place}/year`, 'year-not-next')],
    ),
    ...days.flatMap(({ date }, place) =>
      all.some(({ year }) => year === yearOf(date))
        ? []
        : [fault('body', `/days/${place}/date`, 'year-not-there')],
    ),
    ...withdrawn.flatMap((date, place) =>
      dayOf(date, years) ? [] : [fault('body', `/withdrawn/${place}`, 'day-not-there')],
    ),
    ...(new Set(dates).size < dates.length ? [fault('body', '/days', 'day-twice')] : []),
  ];
}

/**
 * The years of the calendar after a change, and the first day that it changes.
 * @throws Problem `invalid-request` with all that does not fit, or when nothing would change
 */
export function changedCalendar(
  years: readonly KeptYear[],
  change: CalendarChange,
): { readonly years: readonly KeptYear[]; readonly since: LocalDate } {
  const faults = misfits(years, change);
  if (faults.length > 0) throw new Problem('invalid-request', { faults });
  const after = [...years, ...change.years].map((year) => yearAfter(year, change));
  const inconsistent = after.flatMap((year) => CalendarYear.safeParse(year).error?.issues ?? []);
  if (inconsistent.length > 0)
    throw new Problem('invalid-request', {
      faults: faultsOf('body', inconsistent).map((one) => ({ ...one, field: '/days' })),
    });
  const [since] = [
    ...change.years.map(({ year }) => firstDayOf(year)),
    ...change.withdrawn,
    ...change.days.filter((day) => !isDeepStrictEqual(day, dayOf(day.date, years))).map(({ date }) => date),
  ].sort();
  if (!since) throw new Problem('invalid-request', { faults: [fault('body', '/days', 'nothing-changes')] });
  return { years: after, since };
}
