import type { ProcessingTime } from '../../shared/deadline/deadline.ts';

/*
 * Due dates computed a second time, slowly and from the sentences of the law, with nothing of the engine: days are
 * numbers, each one is looked at on its own, and a pause is the days that it takes away, moved to the end.
 */

/** A day as its number since 1970 on the wall clock of Vietnam, and the minutes of it that have passed. */
type Moment = { readonly day: number; readonly minute: number };

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
const at = (hour: number, minute = 0) => hour * 60 + minute;

const momentOf = (time: number): Moment => {
  const minutes = Math.floor(time / MINUTE) + 7 * 60;
  return { day: Math.floor(minutes / DAY_MINUTES), minute: minutes % DAY_MINUTES };
};
const instantOf = ({ day, minute }: Moment): string =>
  new Date((day * DAY_MINUTES + minute - 7 * 60) * MINUTE).toISOString();
const nameOf = (day: number): string => new Date(day * DAY_MINUTES * MINUTE).toISOString().slice(0, 10);

/** Which days are off beyond weekends, and which Saturdays are worked. */
export type DaysOff = { readonly off: ReadonlySet<string>; readonly worked: ReadonlySet<string> };

/** Whether offices work on a day; each day is asked for once. */
function worksBy({ off, worked }: DaysOff): (day: number) => boolean {
  const known = new Map<number, boolean>();
  return (day) => {
    const answer = known.get(day);
    if (answer !== undefined) return answer;
    const name = nameOf(day);
    const weekday = new Date(`${name}T12:00:00Z`).getUTCDay();
    const works = worked.has(name) || (weekday >= 1 && weekday <= 5 && !off.has(name));
    known.set(day, works);
    return works;
  };
}

type Event = {
  readonly kind: string;
  readonly at: string;
  readonly days?: number;
  readonly until?: string;
};

/** The due date of a ledger; undefined before the start and while the clock stands still. */
export function slowDue(
  ledger: readonly Event[],
  processing: ProcessingTime,
  daysOff: DaysOff,
): string | undefined {
  const works = worksBy(daysOff);
  /** "If the last day is a day off, the term ends at the end of the next working day." */
  const workingDayFrom = (day: number): number => (works(day) ? day : workingDayFrom(day + 1));
  /** What comes in when offices have closed came in on the day on which they open again. */
  const receptionDay = ({ day, minute }: Moment): number => workingDayFrom(minute < at(17) ? day : day + 1);

  let unit: ProcessingTime['unit'] = processing.unit;
  const isOneOf = (day: number): boolean => unit === 'calendarDays' || works(day);
  const later = (day: number, count: number): number => {
    let last = day;
    for (let left = count; left > 0; ) {
      last += 1;
      if (isOneOf(last)) left -= 1;
    }
    return last;
  };

  let extended = 0;
  let end: number | undefined;
  let stopped: number | undefined;
  const begin = (moment: Moment): void => {
    unit = processing.unit;
    const first = receptionDay(moment);
    if (processing.unit === 'sameDay') {
      const late = moment.day === first && moment.minute >= at(15);
      end = late ? later(first, 1) : first;
    } else end = later(first, processing.days + extended);
  };

  for (const { kind, at: instant, days = 0, until = '' } of ledger) {
    const moment = momentOf(Date.parse(instant));
    if (kind === 'start' || kind === 'restart' || end === undefined) {
      begin(moment);
      stopped = undefined;
    } else if (kind === 'pause') stopped = receptionDay(moment);
    else if (kind === 'resume' && stopped !== undefined) {
      if (unit === 'sameDay') begin(moment);
      else {
        let lost = 0;
        for (let day = stopped; day < receptionDay(moment); day += 1) if (isOneOf(day)) lost += 1;
        // A term that has come to its last working day, or past it, goes on from there; a pause of no day changes nothing.
        const last = workingDayFrom(end);
        end = later(lost > 0 && stopped >= last ? last : end, lost);
      }
      stopped = undefined;
    } else if (kind === 'extend') {
      // A term ends when offices close on its last working day: what is added later is added to that day.
      const last = workingDayFrom(end);
      const isOver = last < moment.day || (last === moment.day && moment.minute >= at(17));
      end = later(isOver ? last : end, days);
      extended += days;
    } else if (kind === 'reappoint') {
      end = workingDayFrom(momentOf(Date.parse(`${until}T12:00:00+07:00`)).day);
      unit = 'workingDays';
    }
  }
  if (end === undefined || stopped !== undefined) return undefined;
  return instantOf({ day: workingDayFrom(end), minute: at(17) });
}

/** When a step is due, by a walk from minute to minute. */
export function slowStepDue(ledger: readonly Event[], minutes: number, daysOff: DaysOff): string | undefined {
  const works = worksBy(daysOff);
  const isOfficeTime = (time: number): boolean => {
    const { day, minute } = momentOf(time);
    const open = (minute >= at(7) && minute < at(11, 30)) || (minute >= at(13, 30) && minute < at(17));
    return open && works(day);
  };
  /** The minute at whose end so many minutes of office time have passed. */
  const after = (instant: number, count: number): number => {
    let time = instant;
    for (let left = count; left > 0; time += MINUTE) if (isOfficeTime(time)) left -= 1;
    return time;
  };
  let due: number | undefined;
  let stopped: number | undefined;
  for (const { kind, at: instant } of ledger) {
    const time = Date.parse(instant);
    if (kind === 'start' || kind === 'restart') {
      due = after(time, minutes);
      stopped = undefined;
    } else if (kind === 'pause') stopped = time;
    else if (kind === 'resume' && due !== undefined && stopped !== undefined) {
      let lost = 0;
      for (let now = stopped; now < time; now += MINUTE) if (isOfficeTime(now)) lost += 1;
      due = after(due, lost);
      stopped = undefined;
    }
  }
  return due === undefined || stopped !== undefined ? undefined : new Date(due).toISOString();
}
