import { type Instant, instantOf, type LocalDate, localDateOf, localTimeOf } from '../clock.ts';
import { lawOn } from '../law/law.ts';
import {
  addDays,
  type Calendar,
  daysBetween,
  isWorkingDay,
  workingDayFrom,
  workingDaysBetween,
} from './calendar.ts';
import type { ClockEvent, ProcessingTime } from './deadline.ts';
import { dayLine, dueOf, eventLine, type Line, offOr, type Reckoning, type Verdict } from './lines.ts';
import { closingOf, officeDayOf } from './office-hours.ts';

/** How far a term has been counted. */
type Count = {
  readonly clock: 'running' | 'paused';
  readonly unit: ProcessingTime['unit'];
  /** The first day that has not been looked at. */
  readonly next: LocalDate;
  /** Days still to be counted; below zero those since the last one. */
  readonly left: number;
  /** Days of the whole term. */
  readonly of: number;
  /** What extensions have added to the term, for when it is given anew. */
  readonly extended: number;
  /** The last day, once the count is past it. */
  readonly due?: LocalDate | undefined;
  /** Whether the clock stands still since its very first day, which was not counted: the day it goes on takes its place. */
  readonly stoppedAtOnce?: boolean;
  readonly lines: readonly Line[];
};

const isWorked = (day: LocalDate, { unit }: Pick<Count, 'unit'>, calendar: Calendar): boolean =>
  unit === 'calendarDays' || isWorkingDay(day, calendar);

/** Looks at each day before `until`; without it, at each up to the last of the term. */
function counted(count: Count, calendar: Calendar, until?: LocalDate): Count {
  const lines = [...count.lines];
  const { of } = count;
  let { next, left, due } = count;
  while (until ? next < until : !due) {
    const worked = isWorked(next, count, calendar);
    const open = left > 0;
    if (worked) left -= 1;
    if (due) lines.push(offOr(next, 'overdue', calendar));
    else if (open && worked) lines.push(dayLine(next, 'counted', calendar, { nth: of - left, of }));
    else lines.push(offOr(next, 'movedToWorkingDay', calendar));
    // Civil Code Điều 148(5): the last day is a working day.
    if (!due && left <= 0 && isWorkingDay(next, calendar)) {
      due = next;
      left = 0;
    }
    next = addDays(next, 1);
  }
  return { ...count, next, left, due, lines };
}

/** Where a term ended of which nothing is left: so many of its days before the next one. */
function endedBefore({ next, left, unit }: Count, calendar: Calendar): LocalDate {
  if (unit === 'calendarDays') return workingDayFrom(addDays(next, left - 1), calendar);
  let day = next;
  for (let back = left; back <= 0; back += 1)
    do day = addDays(day, -1);
    while (!isWorkingDay(day, calendar));
  return day;
}

/** The count after its days left, or the day before which they are counted, have changed under it. */
function resettled(count: Count, calendar: Calendar): Count {
  if (!count.due) return count;
  const due = count.left > 0 ? undefined : endedBefore(count, calendar);
  if (!due || due >= count.next) return { ...count, due: undefined };
  // A term that ended on a day off ended on the working day after it, and is counted on from there.
  const left = count.unit === 'calendarDays' ? daysBetween(count.next, due) + 1 : count.left;
  return { ...count, due, left };
}

/** The day up to which a clock runs that an event stops, and the first after it: closed for the day is stopped then. */
function placeOf(at: Instant, calendar: Calendar) {
  const local = localDateOf(at);
  const office = officeDayOf(at, calendar);
  return { local: office > local ? addDays(local, 1) : local, office };
}

/**
 * Days on which the clock stands still. A term that had run out on a day off, and stands on the working day to which it was
 * moved, has that day left.
 */
function stoodStill(count: Count, until: LocalDate, calendar: Calendar): Count {
  const lines = [...count.lines];
  const left = count.next < until && !count.due && count.left <= 0 ? 1 : count.left;
  let { next } = count;
  for (; next < until; next = addDays(next, 1)) lines.push(offOr(next, 'paused', calendar));
  return { ...count, next, left, lines };
}

/** The days before an event, each as the clock ran or stood; then the event itself. */
function upTo(event: ClockEvent, count: Count | undefined, calendar: Calendar): Count | undefined {
  if (!count) return undefined;
  const { local } = placeOf(event.at, calendar);
  const before =
    count.clock === 'running' ? counted(count, calendar, local) : stoodStill(count, local, calendar);
  return { ...before, lines: [...before.lines, eventLine(event, calendar)] };
}

/**
 * The whole time from an event on. Its day is not counted (Civil Code Điều 147(2)), and neither are those that passed
 * until offices opened; what is decided at once is ready the same day when it came in time.
 */
function begun(
  event: ClockEvent,
  before: Count | undefined,
  processing: ProcessingTime,
  calendar: Calendar,
): Count {
  const local = localDateOf(event.at);
  const first = officeDayOf(event.at, calendar);
  const lines = [...(before?.lines ?? [eventLine(event, calendar)])];
  let next = before && before.next > local ? before.next : local;
  for (; next < first; next = addDays(next, 1)) lines.push(offOr(next, 'afterClosing', calendar));
  const say = (verdict: Verdict) => {
    if (next <= first) lines.push(dayLine(first, verdict, calendar));
  };
  const after = next > first ? next : addDays(first, 1);
  const extended = before?.extended ?? 0;
  const begin = { clock: 'running', unit: processing.unit, next: after, extended, lines } as const;
  if (processing.unit !== 'sameDay') {
    say('firstDay');
    const days = processing.days + extended;
    return { ...begin, left: days, of: days };
  }
  const inTime = local < first || localTimeOf(event.at) < lawOn('sameDayUntil', local).value;
  say(inTime ? 'sameDay' : 'tooLateForSameDay');
  return inTime ? { ...begin, left: 0, of: 0, due: first } : { ...begin, left: 1, of: 1 };
}

/** The clock stops: the day on which it does is not counted. */
function paused(count: Count, { at }: ClockEvent, calendar: Calendar): Count {
  const { office } = placeOf(at, calendar);
  const until = counted(count, calendar, office);
  return { ...until, clock: 'paused', stoppedAtOnce: until.next > office };
}

/** The clock goes on with the days that were left. */
function resumed(count: Count, { at }: ClockEvent, calendar: Calendar): Count {
  const { office } = placeOf(at, calendar);
  const { stoppedAtOnce, ...stood } = stoodStill(count, office, calendar);
  const running: Count = { ...stood, clock: 'running' };
  if (!stoppedAtOnce || running.next > office) return resettled(running, calendar);
  const lines = [...running.lines, dayLine(office, 'firstDay', calendar)];
  return resettled({ ...running, next: addDays(office, 1), lines }, calendar);
}

/** Another day is promised: the term has as many working days left as lead there. */
function reappointed(count: Count, until: LocalDate, calendar: Calendar): Count {
  const day = workingDayFrom(until, calendar);
  const before = addDays(count.next, -1);
  const left =
    day > before ? workingDaysBetween(before, day, calendar) : -workingDaysBetween(day, before, calendar);
  return resettled({ ...count, unit: 'workingDays', left, of: Math.max(left, 0), due: day }, calendar);
}

function after(
  before: Count | undefined,
  event: ClockEvent,
  processing: ProcessingTime,
  calendar: Calendar,
): Count {
  const count = upTo(event, before, calendar);
  const { kind } = event;
  if (!count) {
    if (kind === 'start') return begun(event, undefined, processing, calendar);
  } else if (kind === 'restart') return begun(event, count, processing, calendar);
  else if (count.clock === 'paused') {
    if (kind === 'resume')
      // What is decided at once has no days to give back: it is due as if received again.
      return count.unit === 'sameDay'
        ? begun(event, count, processing, calendar)
        : resumed(count, event, calendar);
  } else if (kind === 'pause') return paused(count, event, calendar);
  else if (kind === 'reappoint') return reappointed(count, event.until, calendar);
  else if (kind === 'extend') {
    const { left, of, extended } = count;
    const { days } = event;
    return resettled({ ...count, left: left + days, of: of + days, extended: extended + days }, calendar);
  }
  throw new Error(`Impossible clock ledger: ${kind} of a clock that is ${before?.clock ?? 'unstarted'}`);
}

/**
 * The due date that a clock's events lead to, day by day: at closing time of the last day of the term.
 * @throws YearNotInCalendar
 * @throws Error on a ledger that cannot be (a resume without a pause, two starts): a fault of ours
 */
export function reckon(
  ledger: readonly ClockEvent[],
  processing: ProcessingTime,
  calendar: Calendar,
): Reckoning {
  const count = ledger.reduce<Count | undefined>(
    (before, event) => after(before, event, processing, calendar),
    undefined,
  );
  if (!count) return { clock: 'unstarted', lines: [] };
  if (count.clock === 'paused') return { clock: 'paused', lines: count.lines };
  const { due, lines } = counted(count, calendar);
  if (!due) throw new Error('a term that was counted to its end has no last day');
  return { clock: 'running', lines: [...lines, { kind: 'due', at: instantOf(due, closingOf(due)) }] };
}

/** The due date alone. @throws as `reckon` does */
export const dueFromLedger = (
  ledger: readonly ClockEvent[],
  processing: ProcessingTime,
  calendar: Calendar,
): Instant | undefined => dueOf(reckon(ledger, processing, calendar));
