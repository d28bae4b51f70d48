import { type Instant, localDateOf, toInstant } from '../clock.ts';
import { addDays, type Calendar, isWorkingDay } from './calendar.ts';
import type { ClockEvent } from './deadline.ts';
import { dayLine, eventLine, type Line, offOr, type Reckoning } from './lines.ts';
import { HOURS_A_DAY, officeTimeBetween, spansOf } from './office-hours.ts';

const MINUTE_MS = 60_000;

/** How far the time of a step has run. */
type Run = {
  readonly clock: 'running' | 'paused';
  /** Since when it runs or stands. */
  readonly since: Instant;
  /** Office time that is left, in milliseconds. */
  readonly left: number;
  /** When it ran out. */
  readonly due?: Instant | undefined;
  readonly lines: readonly Line[];
};

/** Runs through the office time since it began to, up to an instant or, without one, until nothing is left. */
function ran(before: Run, calendar: Calendar, until?: Instant): Run {
  const lines = [...before.lines];
  const begin = Date.parse(before.since);
  const end = until ? Date.parse(until) : Number.POSITIVE_INFINITY;
  const first = localDateOf(before.since);
  let { left, due } = before;
  for (let day = first; until ? day <= localDateOf(until) : !due; day = addDays(day, 1)) {
    let taken = 0;
    for (const span of spansOf(day, calendar)) {
      const from = Math.max(span.from, begin);
      const spent = Math.min(left, Math.max(0, Math.min(span.until, end) - from));
      taken += spent;
      left -= spent;
      if (left === 0) due ??= toInstant(new Date(from + spent));
    }
    const minutes = Math.floor(taken / MINUTE_MS);
    if (taken > 0) lines.push(dayLine(day, 'counted', calendar, { minutes }));
    else if (!due && (day === first || !isWorkingDay(day, calendar)))
      lines.push(offOr(day, 'afterClosing', calendar));
  }
  return { ...before, left, due, lines };
}

/** A step that ran out before it was stopped is late by as much as before once it goes on. */
function resumed(run: Run, at: Instant, calendar: Calendar): Run {
  const stood = officeTimeBetween(run.since, at, calendar);
  const due = run.due && ran({ ...run, since: run.due, left: stood, due: undefined }, calendar).due;
  return { ...run, clock: 'running', since: at, due };
}

function after(before: Run | undefined, event: ClockEvent, whole: number, calendar: Calendar): Run {
  const { kind, at } = event;
  const line = eventLine(event, calendar);
  const stopped = before?.clock === 'running' ? ran(before, calendar, at) : before;
  const lines = [...(stopped?.lines ?? []), line];
  if (stopped ? kind === 'restart' : kind === 'start')
    return { clock: 'running', since: at, left: whole, lines };
  if (kind === 'pause' && before?.clock === 'running' && stopped)
    return { ...stopped, clock: 'paused', since: at, lines };
  if (kind === 'resume' && stopped?.clock === 'paused') return { ...resumed(stopped, at, calendar), lines };
  throw new Error(`Impossible clock ledger: ${kind} of a step that is ${before?.clock ?? 'unstarted'}`);
}

/**
 * When a step of an agency's own process is due, such as half a day for the leader to sign: so much office time after
 * it began, to the minute (Civil Code Điều 147(1): a term in hours begins at once), without that in which its dossier
 * stood still.
 * @param workingDays its time, of which half a day is four hours
 * @throws YearNotInCalendar
 * @throws Error on a ledger that cannot be
 */
export function reckonStep(
  ledger: readonly ClockEvent[],
  workingDays: number,
  calendar: Calendar,
): Reckoning {
  const whole = workingDays * HOURS_A_DAY * 60 * MINUTE_MS;
  const run = ledger.reduce<Run | undefined>(
    (before, event) => after(before, event, whole, calendar),
    undefined,
  );
  if (!run) return { clock: 'unstarted', lines: [] };
  if (run.clock === 'paused') return { clock: 'paused', lines: run.lines };
  const { due, lines } = run.due ? run : ran(run, calendar);
  if (!due) throw new Error('a step that ran to its end is never due');
  return { clock: 'running', lines: [...lines, { kind: 'due', at: due }] };
}
