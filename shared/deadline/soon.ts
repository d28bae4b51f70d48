import { type Instant, instantOf, type LocalDate } from '../clock.ts';
import { lawOn } from '../law/law.ts';
import {
  addDays,
  addWorkingDays,
  type Calendar,
  daysBetween,
  isWorkingDay,
  lastDayOf,
  YearNotInCalendar,
} from './calendar.ts';

/** So many working days after a day, as far as the days off are entered. */
export function workingDaysAfter(date: LocalDate, count: number, calendar: Calendar): LocalDate | undefined {
  try {
    return addWorkingDays(date, count, calendar);
  } catch (error) {
    if (error instanceof YearNotInCalendar) return undefined;
    throw error;
  }
}

/** Time to learn of next year's days off, which the Prime Minister decides in the autumn, and to enter them. */
const NOTICE_DAYS = 60;

/** By how many days the calendar falls short of those that are to be entered by now. */
export const daysMissing = (day: LocalDate, { years }: Calendar): number =>
  Math.max(0, NOTICE_DAYS - daysBetween(day, lastDayOf(Math.max(...years.keys()))));

/** The last due day that is near on a day; where nobody has entered the next year yet, the last of those that are known. */
export const soonUntil = (day: LocalDate, calendar: Calendar): LocalDate =>
  workingDaysAfter(day, lawOn('dueSoonDays', day).value, calendar) ??
  lastDayOf(Math.max(...calendar.years.keys()));

/** The same from the other end: the beginning of the first day on which a due day is near. @throws YearNotInCalendar */
export function soonFrom(dueDay: LocalDate, calendar: Calendar): Instant {
  let day = dueDay;
  for (let left = lawOn('dueSoonDays', dueDay).value; left > 0; ) {
    day = addDays(day, -1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return instantOf(day, '00:00');
}
