import * as z from 'zod';
import type { LocalDate } from '../clock.ts';

/** What makes a day differ from its weekday. Only `WORKING_SATURDAY` (ngày làm bù) adds a working day. */
export const dayKinds = ['HOLIDAY', 'COMPENSATION', 'SWAP_OFF', 'WORKING_SATURDAY'] as const;
export type DayKind = (typeof dayKinds)[number];

const DAY_MS = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;

/** 1 January 1970 was a Thursday. */
const weekdayOf = (date: string): number => (Date.parse(date) / DAY_MS + 4) % 7;
const isWeekend = (date: string): boolean => [SATURDAY, SUNDAY].includes(weekdayOf(date));

/** A day of the calendar that is not what its weekday says. */
export const SpecialDay = z.object({
  date: z.iso.date().transform((text) => text as LocalDate),
  kind: z.enum(dayKinds),
  name: z.string().min(1),
  legalBasis: z.string().min(1),
});
export type SpecialDay = z.infer<typeof SpecialDay>;

/** One year as it was stored: what was checked when it came in is not checked again. */
export const KeptYear = z.object({
  year: z.int(),
  provenance: z.object({ certainty: z.enum(['seen', 'unverified']), source: z.string().min(1) }),
  days: z.array(SpecialDay),
});
export type KeptYear = z.infer<typeof KeptYear>;

/** Days off and working Saturdays of one year for the civil service, and how sure they are. */
export const CalendarYear = KeptYear.refine(
  ({ year, days }) => days.every(({ date }) => date.startsWith(`${year}-`)),
  { message: 'a day stands in another year', params: { code: 'day-of-another-year' } },
)
  .refine(({ days }) => new Set(days.map(({ date }) => date)).size === days.length, {
    message: 'a day stands twice',
    params: { code: 'day-twice' },
  })
  .refine(
    ({ days }) =>
      days.every(({ date, kind }) => {
        if (kind === 'HOLIDAY') return true;
        return kind === 'WORKING_SATURDAY' ? weekdayOf(date) === SATURDAY : !isWeekend(date);
      }),
    {
      message: 'a working Saturday is no Saturday, or a weekend day is given as compensation or swap',
      params: { code: 'day-kind' },
    },
  )
  .refine(
    ({ days }) => {
      const count = (wanted: DayKind) => days.filter(({ kind }) => kind === wanted).length;
      return count('SWAP_OFF') === count('WORKING_SATURDAY');
    },
    {
      message: 'each day off by swap is worked on a Saturday of the same year',
      params: { code: 'swap-unpaired' },
    },
  );

/** The years that are known, with their special days. A year that is not here is not known, and is never guessed. */
export type Calendar = {
  /** Rises with every change: a due date says by which version it was counted. */
  readonly version: number;
  readonly years: ReadonlyMap<number, ReadonlyMap<LocalDate, SpecialDay>>;
};

/** What the first import brings into an empty table, and by which dossiers were counted that say no version. */
export const FIRST_VERSION = 1;

/** The first day of a year, and the last. */
export const firstDayOf = (year: number): LocalDate => `${year}-01-01` as LocalDate;
export const lastDayOf = (year: number): LocalDate => `${year}-12-31` as LocalDate;

/** A calendar to count by. */
export const calendarOf = (version: number, years: readonly KeptYear[]): Calendar => ({
  version,
  years: new Map(years.map(({ year, days }) => [year, new Map(days.map((day) => [day.date, day]))])),
});

/** A term that runs into a year whose days off nobody has entered yet: the calendar is to be extended first. */
export class YearNotInCalendar extends Error {
  readonly year: number;

  constructor(year: number) {
    super(`The working calendar has no year ${year}: enter its days off before a deadline may fall there`);
    this.name = 'YearNotInCalendar';
    this.year = year;
  }
}

/** The next day, or the one `days` later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  const day = Number(date.slice(8)) + days;
  // Within the month, as most are: a tenth of the time.
  if (day >= 1 && day <= 28) return `${date.slice(0, 8)}${day < 10 ? '0' : ''}${day}` as LocalDate;
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10) as LocalDate;
}

/** How many days later `to` is than `from`; negative when it is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** What the calendar says of a day beyond its weekday. @throws YearNotInCalendar */
export function specialDayOf(date: LocalDate, calendar: Calendar): SpecialDay | undefined {
  const year = Number(date.slice(0, 4));
  const days = calendar.years.get(year);
  if (!days) throw new YearNotInCalendar(year);
  return days.get(date);
}

/** Whether offices work that day. @throws YearNotInCalendar */
export function isWorkingDay(date: LocalDate, calendar: Calendar): boolean {
  const special = specialDayOf(date, calendar);
  return special ? special.kind === 'WORKING_SATURDAY' : !isWeekend(date);
}

/** The day itself when offices work, else the next one on which they do. @throws YearNotInCalendar */
export function workingDayFrom(date: LocalDate, calendar: Calendar): LocalDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The `count`-th working day after a day, which itself is not counted. @throws YearNotInCalendar */
export function addWorkingDays(date: LocalDate, count: number, calendar: Calendar): LocalDate {
  let day = date;
  for (let counted = 0; counted < count; counted += 1) day = workingDayFrom(addDays(day, 1), calendar);
  return day;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. @throws YearNotInCalendar */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: Calendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (isWorkingDay(day, calendar)) count += 1;
  return count;
}
