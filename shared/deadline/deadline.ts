import * as z from 'zod';
import { type Instant, instantOf, type LocalDate, localDateOf, localTimeOf } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { addDays, addWorkingDays, type Calendar, workingDayFrom, workingDaysBetween } from './calendar.ts';

const processingTime = (days: z.ZodInt) =>
  z.discriminatedUnion('unit', [
    z.object({ unit: z.literal('workingDays'), days }),
    z.object({ unit: z.literal('calendarDays'), days }),
    z.object({ unit: z.literal('sameDay') }),
  ]);

/** How long an agency may take by law. No procedure of the province takes a year: more is a slip of the keyboard. */
export const ProcessingTime = processingTime(z.int().min(1).max(365));
export type ProcessingTime = z.infer<typeof ProcessingTime>;

/** The same as a dossier took it over from its procedure: what was checked when that came in is not checked again. */
export const KeptProcessingTime = processingTime(z.int());

/** Offices close at 17:00; what comes at or after that counts from the next opening. */
const CLOSING = '17:00';

/** What is decided at once is ready the same day, when received before 15:00 (NĐ 61/2018 Điều 18). */
const SAME_DAY_UNTIL = '15:00';

/** The working day on which a reception counts: the local day itself, or the next opening after closing time. */
export function receptionDay(receivedAt: Instant, calendar: Calendar): LocalDate {
  const day = localDateOf(receivedAt);
  return workingDayFrom(localTimeOf(receivedAt) < CLOSING ? day : addDays(day, 1), calendar);
}

/**
 * When the result is due: at closing time of the last day of the term. The day of reception is not counted (Civil
 * Code 2015 Điều 147), and a term in calendar days that ends on a day off ends on the next working day (Điều 148).
 * @throws YearNotInCalendar
 */
export function dueAt(receivedAt: Instant, processing: ProcessingTime, calendar: Calendar): Instant {
  return instantOf(dueDay(receivedAt, processing, calendar), CLOSING);
}

function dueDay(receivedAt: Instant, processing: ProcessingTime, calendar: Calendar): LocalDate {
  const reception = receptionDay(receivedAt, calendar);
  switch (processing.unit) {
    case 'workingDays':
      return addWorkingDays(reception, processing.days, calendar);
    case 'calendarDays':
      return workingDayFrom(addDays(reception, processing.days), calendar);
    case 'sameDay': {
      const tooLate = localDateOf(receivedAt) === reception && localTimeOf(receivedAt) >= SAME_DAY_UNTIL;
      return tooLate ? addWorkingDays(reception, 1, calendar) : reception;
    }
  }
}

/**
 * What moves a dossier's clock. `restart` gives the full time anew once the papers are complete (NĐ 61/2018 Điều
 * 19(4)); `resume` adds the working days of the pause to the due date (QĐ 766/QĐ-TTg takes supplement time out).
 */
export const ClockEvent = z.object({
  kind: z.enum(['start', 'pause', 'resume', 'restart']),
  at: StoredInstant,
});
export type ClockEvent = z.infer<typeof ClockEvent>;

type Clock =
  | { readonly state: 'unstarted' }
  | { readonly state: 'running'; readonly due: Instant }
  | { readonly state: 'paused'; readonly due: Instant; readonly since: Instant };

/** When a due date falls once the working days of a pause are added to it. */
function postponed(due: Instant, from: Instant, until: Instant, calendar: Calendar): Instant {
  const days = workingDaysBetween(receptionDay(from, calendar), receptionDay(until, calendar), calendar);
  return instantOf(addWorkingDays(localDateOf(due), days, calendar), CLOSING);
}

function moved(
  clock: Clock,
  { kind, at }: ClockEvent,
  processing: ProcessingTime,
  calendar: Calendar,
): Clock {
  if (kind === 'start' ? clock.state === 'unstarted' : kind === 'restart' && clock.state !== 'unstarted')
    return { state: 'running', due: dueAt(at, processing, calendar) };
  if (kind === 'pause' && clock.state === 'running') return { state: 'paused', due: clock.due, since: at };
  if (kind === 'resume' && clock.state === 'paused') {
    // What is decided on the spot has no days to postpone: it is due as if received again.
    const due =
      processing.unit === 'sameDay'
        ? dueAt(at, processing, calendar)
        : postponed(clock.due, clock.since, at, calendar);
    return { state: 'running', due };
  }
  throw new Error(`Impossible clock ledger: ${kind} of a clock that is ${clock.state}`);
}

/**
 * The due date that a dossier's clock events lead to; undefined while the clock is paused or was never started.
 * @throws YearNotInCalendar
 * @throws Error on a ledger that cannot be (a resume without a pause, two starts): a fault of ours
 */
export function dueFromLedger(
  ledger: readonly ClockEvent[],
  processing: ProcessingTime,
  calendar: Calendar,
): Instant | undefined {
  const clock = ledger.reduce<Clock>((before, event) => moved(before, event, processing, calendar), {
    state: 'unstarted',
  });
  return clock.state === 'running' ? clock.due : undefined;
}
