import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Instant, LocalDate } from '../../shared/clock.ts';
import { type Calendar, workingDaysBetween } from '../../shared/deadline/calendar.ts';
import type { ClockEvent, ProcessingTime } from '../../shared/deadline/deadline.ts';
import { dueFromLedger } from '../../shared/deadline/reckoning.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { daysOff, workedSaturdays } from './days-off.ts';

const calendar = civilServiceCalendar();
const dueAt = (receivedAt: Instant, processing: ProcessingTime, by: Calendar) =>
  dueFromLedger([{ kind: 'start', at: receivedAt }], processing, by) ?? '';

/* The oracle shares nothing with the rules: it walks hour by hour over Vietnamese wall-clock time. */
const HOUR = 3_600_000;
const wallClock = (time: number) => {
  const shifted = new Date(time + 7 * HOUR);
  return {
    date: shifted.toISOString().slice(0, 10),
    hour: shifted.getUTCHours(),
    weekday: shifted.getUTCDay(),
  };
};

const works = ({ date, weekday }: { date: string; weekday: number }) =>
  workedSaturdays.has(date) || !(weekday === 6 || weekday === 0 || daysOff.has(date));

/** The end of the hour in which the term runs out. */
function slowDueAt(receivedAt: number, processing: ProcessingTime): string {
  let time = Math.floor(receivedAt / HOUR) * HOUR;
  let clock = wallClock(time);
  const next = () => {
    time += HOUR;
    clock = wallClock(time);
  };
  while (!works(clock) || clock.hour >= 17) next();
  if (processing.unit === 'sameDay' && clock.hour >= 15) {
    const { date } = clock;
    while (clock.date === date || !works(clock)) next();
  }
  for (let left = processing.unit === 'sameDay' ? 0 : processing.days; left > 0; ) {
    const { date } = clock;
    while (clock.date === date) next();
    if (processing.unit === 'calendarDays' || works(clock)) left -= 1;
  }
  while (!works(clock)) next();
  while (clock.hour !== 17) next();
  return new Date(time).toISOString();
}

const instants = fc
  .integer({ min: Date.parse('2021-01-01T00:00:00+07:00'), max: Date.parse('2025-06-30T23:59:59+07:00') })
  .map((time) => new Date(time).toISOString() as Instant);

const processingTimes: fc.Arbitrary<ProcessingTime> = fc.oneof(
  fc.record({ unit: fc.constantFrom('workingDays', 'calendarDays'), days: fc.integer({ min: 1, max: 30 }) }),
  fc.constant({ unit: 'sameDay' } as const),
);

const RUNS = { numRuns: 10_000 };

vi.setConfig({ testTimeout: 60_000 });

it('agrees with an hour-by-hour walk of the wall clock', () => {
  fc.assert(
    fc.property(instants, processingTimes, (receivedAt, processing) => {
      expect(dueAt(receivedAt, processing, calendar)).toBe(slowDueAt(Date.parse(receivedAt), processing));
    }),
    RUNS,
  );
});

it('never moves a due date forward for a later reception, nor gives less time for more days', () => {
  fc.assert(
    fc.property(instants, instants, fc.integer({ min: 1, max: 29 }), (one, other, days) => {
      const [earlier, later] = one < other ? [one, other] : [other, one];
      const term = (length: number): ProcessingTime => ({ unit: 'workingDays', days: length });
      expect(dueAt(earlier, term(days), calendar) <= dueAt(later, term(days), calendar)).toBe(true);
      expect(dueAt(one, term(days), calendar) < dueAt(one, term(days + 1), calendar)).toBe(true);
    }),
    RUNS,
  );
});

it('gives an applicant back exactly the working days of a pause', () => {
  const pauses = fc.tuple(instants, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 40 * 24 }));
  fc.assert(
    fc.property(pauses, ([start, days, pausedHours]) => {
      const resume = new Date(Date.parse(start) + pausedHours * HOUR).toISOString() as Instant;
      const ledger: ClockEvent[] = [
        { kind: 'start', at: start },
        { kind: 'pause', at: start },
        { kind: 'resume', at: resume },
      ];
      const processing: ProcessingTime = { unit: 'workingDays', days };
      // A pause that begins with the clock leaves the whole term: as if everything had come at its end.
      expect(dueFromLedger(ledger, processing, calendar)).toBe(slowDueAt(Date.parse(resume), processing));
    }),
    RUNS,
  );
});

it('counts between two days as many working days as it takes to walk there', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 60 }), (from, span) => {
      const start = Date.parse(wallClock(Date.parse(from)).date);
      const dates = Array.from({ length: span }, (_, index) => new Date(start + (index + 1) * 24 * HOUR));
      const end = new Date(start + span * 24 * HOUR);
      const worked = dates.filter((date) => works(wallClock(date.getTime()))).length;
      const local = (date: Date) => date.toISOString().slice(0, 10) as LocalDate;
      expect(workingDaysBetween(local(new Date(start)), local(end), calendar)).toBe(worked);
    }),
    RUNS,
  );
});
