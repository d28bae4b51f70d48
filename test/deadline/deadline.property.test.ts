import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Instant, LocalDate } from '../../shared/clock.ts';
import { civilServiceCalendar, workingDaysBetween } from '../../shared/deadline/calendar.ts';
import {
  type ClockEvent,
  dueAt,
  dueFromLedger,
  type ProcessingTime,
} from '../../shared/deadline/deadline.ts';

const calendar = civilServiceCalendar();

/*
 * The oracle shares nothing with the rules: its days off are the table of the domain reference written out by
 * hand, and it walks hour by hour over Vietnamese wall-clock time.
 */
const daysOff2021To2025 = `
  2021-01-01 2021-02-10 2021-02-11 2021-02-12 2021-02-15 2021-02-16 2021-04-21 2021-04-30 2021-05-03 2021-09-02
  2021-09-03 2022-01-03 2022-01-31 2022-02-01 2022-02-02 2022-02-03 2022-02-04 2022-04-11 2022-05-02 2022-05-03
  2022-09-01 2022-09-02 2023-01-02 2023-01-20 2023-01-23 2023-01-24 2023-01-25 2023-01-26 2023-05-01 2023-05-02
  2023-05-03 2023-09-01 2023-09-04 2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18
  2024-04-29 2024-04-30 2024-05-01 2024-09-02 2024-09-03 2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30
  2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02 2025-09-01 2025-09-02`;
const workedSaturdays = '2024-05-04 2025-04-26';

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
  workedSaturdays.includes(date) || !(weekday === 6 || weekday === 0 || daysOff2021To2025.includes(date));

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
