import * as z from 'zod';
import { type Instant, type LocalDate, localDateOf, localTimeOf, millisOf } from '../clock.ts';
import { lawOn } from '../law/law.ts';
import { addDays, type Calendar, isWorkingDay, workingDayFrom } from './calendar.ts';

/** Hours of a working day (BLLĐ Điều 105): a step of half a day has four of them. */
export const HOURS_A_DAY = 8;

const hoursOf = (day: LocalDate) => lawOn('officeHours', day).value;

/** When offices open and close on a working day, as `hh:mm`. */
export const openingOf = (day: LocalDate): string => hoursOf(day).at(0)?.from ?? '';
export const closingOf = (day: LocalDate): string => hoursOf(day).at(-1)?.until ?? '';

/** Where in the office's time an instant falls. */
export const moments = ['atWork', 'beforeOpening', 'atBreak', 'afterClosing', 'dayOff'] as const;
export type Moment = (typeof moments)[number];

/** @throws YearNotInCalendar */
export function momentOf(at: Instant, calendar: Calendar): Moment {
  const day = localDateOf(at);
  const time = localTimeOf(at);
  if (!isWorkingDay(day, calendar)) return 'dayOff';
  if (time < openingOf(day)) return 'beforeOpening';
  if (time >= closingOf(day)) return 'afterClosing';
  return hoursOf(day).some(({ from, until }) => from <= time && time < until) ? 'atWork' : 'atBreak';
}

/**
 * The working day on which an instant counts: its local day, or the next opening when offices are closed for the day.
 * @throws YearNotInCalendar
 */
export function officeDayOf(at: Instant, calendar: Calendar): LocalDate {
  const day = localDateOf(at);
  return workingDayFrom(localTimeOf(at) < closingOf(day) ? day : addDays(day, 1), calendar);
}

/** A stretch of office time, in milliseconds since the epoch. */
type Span = { readonly from: number; readonly until: number };

/** The office time of one day; none on a day off. @throws YearNotInCalendar */
export const spansOf = (day: LocalDate, calendar: Calendar): readonly Span[] =>
  isWorkingDay(day, calendar)
    ? hoursOf(day).map(({ from, until }) => ({ from: millisOf(day, from), until: millisOf(day, until) }))
    : [];

/** Office time between two instants, in milliseconds; 0 when the second is not later. @throws YearNotInCalendar */
export function officeTimeBetween(from: Instant, until: Instant, calendar: Calendar): number {
  const [begin, end] = [Date.parse(from), Date.parse(until)];
  let sum = 0;
  for (let day = localDateOf(from); day <= localDateOf(until); day = addDays(day, 1))
    for (const span of spansOf(day, calendar))
      sum += Math.max(0, Math.min(span.until, end) - Math.max(span.from, begin));
  return sum;
}

/** Office time as people say it: whole working days of eight hours, hours and minutes. */
export const OfficeTime = z.object({
  workingDays: z.int(),
  hours: z.int().max(7),
  minutes: z.int().max(59),
});
export type OfficeTime = z.infer<typeof OfficeTime>;

/** @param millis office time in milliseconds, of which the last minute that has begun is not said */
export function inOfficeTime(millis: number): OfficeTime {
  const minutes = Math.floor(millis / 60_000);
  const hours = Math.floor(minutes / 60);
  return {
    workingDays: Math.floor(hours / HOURS_A_DAY),
    hours: hours % HOURS_A_DAY,
    minutes: minutes % 60,
  };
}
