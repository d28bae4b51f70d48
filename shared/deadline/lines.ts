import type { Instant, LocalDate } from '../clock.ts';
import { type Calendar, isWorkingDay, type SpecialDay, specialDayOf } from './calendar.ts';
import type { ClockEvent } from './deadline.ts';
import { type Moment, momentOf } from './office-hours.ts';

/** Why a day counts or not. */
export const verdicts = [
  'counted',
  'firstDay',
  'sameDay',
  'tooLateForSameDay',
  'afterClosing',
  'weekend',
  'dayOff',
  'paused',
  'movedToWorkingDay',
  'overdue',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Which day of a term it is and how many the term has, or what a step takes of its office time, in minutes. */
type Share = { readonly nth?: number; readonly of?: number; readonly minutes?: number };

/** One line of how a due date comes about. */
export type Line =
  | { readonly kind: 'event'; readonly event: ClockEvent; readonly moment: Moment }
  | ({
      readonly kind: 'day';
      readonly date: LocalDate;
      readonly verdict: Verdict;
      /** What the calendar says of it beyond its weekday. */
      readonly special?: SpecialDay | undefined;
    } & Share)
  | { readonly kind: 'due'; readonly at: Instant };

/** A due date with all that leads to it: it is the last line, and stands nowhere else. */
export type Reckoning = {
  readonly clock: 'unstarted' | 'running' | 'paused';
  readonly lines: readonly Line[];
};

/** The due date, while the clock runs. */
export function dueOf({ lines }: Reckoning): Instant | undefined {
  const last = lines.at(-1);
  return last?.kind === 'due' ? last.at : undefined;
}

/** The line of a day. @throws YearNotInCalendar */
export const dayLine = (date: LocalDate, verdict: Verdict, calendar: Calendar, share: Share = {}): Line => ({
  kind: 'day',
  date,
  verdict,
  special: specialDayOf(date, calendar),
  ...share,
});

/** The line of a day, which says on a day off that it is one, whatever else is true of it. */
export const offOr = (date: LocalDate, verdict: Verdict, calendar: Calendar): Line => {
  if (isWorkingDay(date, calendar)) return dayLine(date, verdict, calendar);
  return dayLine(date, specialDayOf(date, calendar) ? 'dayOff' : 'weekend', calendar);
};

/** The line of an event. @throws YearNotInCalendar */
export const eventLine = (event: ClockEvent, calendar: Calendar): Line => ({
  kind: 'event',
  event,
  moment: momentOf(event.at, calendar),
});
