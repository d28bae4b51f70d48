import fc from 'fast-check';
import type { LocalDate } from '../../shared/clock.ts';
import { type Calendar, calendarOf, type SpecialDay } from '../../shared/deadline/calendar.ts';
import { ClockEvent, type ProcessingTime } from '../../shared/deadline/deadline.ts';
import { seededYears } from '../../shared/deadline/seed.ts';
import { daysOff, workedSaturdays } from './days-off.ts';
import type { DaysOff } from './oracle.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const dateOf = (time: number): string => new Date(time + 7 * 60 * MINUTE).toISOString().slice(0, 10);

/** Between two events: within the hour, the day or the month, so that the edges of a day are met often. */
const gaps = fc
  .oneof(
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 24 * 60 }),
    fc.integer({ min: 0, max: 30 * 24 * 60 }),
  )
  .map((minutes) => minutes * MINUTE);

/** What may happen to a clock that runs, and to one that stands still. */
const whileRunning = ['pause', 'pause', 'restart', 'extend', 'reappoint'] as const;
const whilePaused = ['resume', 'resume', 'restart'] as const;

const step = fc.record({ gap: gaps, choice: fc.nat(), days: fc.integer({ min: 1, max: 40 }) });

/** A ledger that can be: started in 2021 to 2024, and then whatever the state of its clock lets happen. */
export const ledgers: fc.Arbitrary<readonly ClockEvent[]> = fc
  .tuple(
    fc.integer({
      min: Date.parse('2021-01-01T00:00:00+07:00') / MINUTE,
      max: Date.parse('2024-12-31') / MINUTE,
    }),
    fc.array(step, { maxLength: 8 }),
  )
  .map(([start, steps]) => {
    let time = start * MINUTE;
    let running: boolean = true;
    const said: object[] = [{ kind: 'start', at: new Date(time).toISOString() }];
    for (const { gap, choice, days } of steps) {
      time += gap;
      const kind: string | undefined = running ? whileRunning[choice % 5] : whilePaused[choice % 3];
      running = kind !== 'pause';
      said.push({ kind, at: new Date(time).toISOString(), days, until: dateOf(time + days * DAY) });
    }
    return said.map((event) => ClockEvent.parse(event));
  });

/** The same of a step, which is neither extended nor appointed anew. */
export const stepLedgers = ledgers.map((ledger) =>
  ledger.filter(({ kind }) => kind !== 'extend' && kind !== 'reappoint'),
);

export const processingTimes: fc.Arbitrary<ProcessingTime> = fc.oneof(
  fc.record({ unit: fc.constant('workingDays' as const), days: fc.integer({ min: 1, max: 45 }) }),
  fc.record({ unit: fc.constant('calendarDays' as const), days: fc.integer({ min: 1, max: 60 }) }),
  fc.constant({ unit: 'sameDay' } as const),
);

/** One calendar, for the engine and for the oracle. */
type BothCalendars = { readonly calendar: Calendar; readonly days: DaysOff };

const weekdayOf = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay();

/** The calendar with days that somebody changed: weekdays taken off, days off withdrawn, Saturdays worked. */
function changed(version: number, dates: readonly string[]): BothCalendars {
  const withdrawn = dates.filter((date) => daysOff.has(date));
  const extra = dates.filter((date) => weekdayOf(date) !== 0 && !daysOff.has(date));
  const worked = new Set([...workedSaturdays, ...extra.filter((date) => weekdayOf(date) === 6)]);
  const off = new Set(
    [...daysOff, ...extra.filter((date) => weekdayOf(date) !== 6)].filter(
      (date) => !withdrawn.includes(date),
    ),
  );
  const special = (date: string): SpecialDay => ({
    date: date as LocalDate,
    kind: weekdayOf(date) === 6 ? 'WORKING_SATURDAY' : 'HOLIDAY',
    name: 'Ngày đổi',
    legalBasis: 'Một phép thử',
  });
  const years = seededYears().map(({ year, provenance, days }) => ({
    year,
    provenance,
    days: [
      ...days.filter(({ date }) => !dates.includes(date)),
      ...extra.filter((date) => date.startsWith(`${year}-`)).map(special),
    ],
  }));
  return { calendar: calendarOf(version, years), days: { off, worked } };
}

const dates = fc.oneof(
  fc
    .integer({ min: Date.parse('2021-01-01') / DAY, max: Date.parse('2026-06-30') / DAY })
    .map((day) => new Date(day * DAY).toISOString().slice(0, 10)),
  fc.constantFrom(...daysOff),
);

/** The days that are changed in a calendar, and those that are changed in it later. */
export const calendarChanges = fc.tuple(
  fc.uniqueArray(dates, { maxLength: 20 }),
  fc.uniqueArray(dates, { maxLength: 20 }),
);

/** The calendars before and after. */
export const calendarsOf = ([before, later]: readonly [readonly string[], readonly string[]]) =>
  [changed(1, before), changed(2, [...new Set([...before, ...later])])] as const;
