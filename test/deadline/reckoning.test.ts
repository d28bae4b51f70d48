import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Instant, instantOf, type LocalDate, localDateOf } from '../../shared/clock.ts';
import { addDays, isWorkingDay } from '../../shared/deadline/calendar.ts';
import { ClockEvent, type ProcessingTime } from '../../shared/deadline/deadline.ts';
import { dueOf, type Line } from '../../shared/deadline/lines.ts';
import { dueFromLedger, reckon } from '../../shared/deadline/reckoning.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { ledgers, processingTimes } from './ledgers.ts';

vi.setConfig({ testTimeout: 60_000 });

const calendar = civilServiceCalendar();
const workingDays = (days: number): ProcessingTime => ({ unit: 'workingDays', days });
const calendarDays = (days: number): ProcessingTime => ({ unit: 'calendarDays', days });

/** An event of the clock, at a local time. */
const at = (time: string, kind: string, more: object = {}) =>
  ClockEvent.parse({ kind, at: new Date(`${time}:00+07:00`).toISOString(), ...more });

/** A line in short: `2021-10-11 counted 1/3`, `pause`, `due 2021-10-13`. */
const inShort = (line: Line): string => {
  if (line.kind === 'event') return line.event.kind;
  if (line.kind === 'due') return `due ${localDateOf(line.at)}`;
  return [line.date, line.verdict, line.nth && `${line.nth}/${line.of}`].filter(Boolean).join(' ');
};
const told = (ledger: readonly ClockEvent[], processing: ProcessingTime) =>
  reckon(ledger, processing, calendar).lines.map(inShort);

describe('the lines of a due date', () => {
  it('say of each day whether it counts and why', () => {
    expect(told([at('2021-04-29T09:00', 'start')], workingDays(1))).toEqual([
      'start',
      '2021-04-29 firstDay',
      '2021-04-30 dayOff',
      '2021-05-01 dayOff',
      '2021-05-02 weekend',
      '2021-05-03 dayOff',
      '2021-05-04 counted 1/1',
      'due 2021-05-04',
    ]);
  });

  it('name a holiday, a day in lieu and a worked Saturday with their law', () => {
    const specials = reckon([at('2024-04-26T09:00', 'start')], workingDays(3), calendar).lines.flatMap(
      (line) =>
        line.kind === 'day' && line.special ? [[line.date, line.special.kind, line.special.name]] : [],
    );
    expect(specials).toEqual([
      ['2024-04-29', 'SWAP_OFF', 'Nghỉ hoán đổi dịp 30/4 và 1/5'],
      ['2024-04-30', 'HOLIDAY', 'Ngày Chiến thắng 30/4'],
      ['2024-05-01', 'HOLIDAY', 'Quốc tế Lao động 1/5'],
      ['2024-05-04', 'WORKING_SATURDAY', 'Làm bù dịp 30/4 và 1/5'],
    ]);
  });

  it.each([
    ['2021-10-08T06:59', 'beforeOpening'],
    ['2021-10-08T07:00', 'atWork'],
    ['2021-10-08T11:30', 'atBreak'],
    ['2021-10-08T13:30', 'atWork'],
    ['2021-10-08T17:00', 'afterClosing'],
    ['2021-10-09T09:00', 'dayOff'],
  ])('say that %s is %s', (time, moment) => {
    const [line] = reckon([at(time, 'start')], workingDays(1), calendar).lines;
    expect(line).toMatchObject({ kind: 'event', moment });
  });

  it('begin after closing on the next working day', () => {
    expect(told([at('2021-10-08T18:00', 'start')], workingDays(1))).toEqual([
      'start',
      '2021-10-08 afterClosing',
      '2021-10-09 weekend',
      '2021-10-10 weekend',
      '2021-10-11 firstDay',
      '2021-10-12 counted 1/1',
      'due 2021-10-12',
    ]);
  });

  it('count no day on which the clock stands still, the day on which it stops among them', () => {
    const ledger = [
      at('2021-10-11T09:00', 'start'),
      at('2021-10-13T09:00', 'pause'),
      at('2021-10-18T09:00', 'resume'),
    ];
    expect(told(ledger, workingDays(2))).toEqual([
      'start',
      '2021-10-11 firstDay',
      '2021-10-12 counted 1/2',
      'pause',
      '2021-10-13 paused',
      '2021-10-14 paused',
      '2021-10-15 paused',
      '2021-10-16 weekend',
      '2021-10-17 weekend',
      'resume',
      '2021-10-18 counted 2/2',
      'due 2021-10-18',
    ]);
  });

  it('put the day on which the clock goes on in the place of a first day on which it was stopped', () => {
    const ledger = [
      at('2021-10-11T09:00', 'start'),
      at('2021-10-11T10:00', 'pause'),
      at('2021-10-13T09:00', 'resume'),
    ];
    expect(told(ledger, workingDays(1))).toEqual([
      'start',
      '2021-10-11 firstDay',
      'pause',
      '2021-10-12 paused',
      'resume',
      '2021-10-13 firstDay',
      '2021-10-14 counted 1/1',
      'due 2021-10-14',
    ]);
  });

  it('count anew after a restart, and say which days were overdue', () => {
    const ledger = [at('2021-10-11T09:00', 'start'), at('2021-10-14T09:00', 'restart')];
    expect(told(ledger, workingDays(1))).toEqual([
      'start',
      '2021-10-11 firstDay',
      '2021-10-12 counted 1/1',
      '2021-10-13 overdue',
      'restart',
      '2021-10-14 firstDay',
      '2021-10-15 counted 1/1',
      'due 2021-10-15',
    ]);
  });

  it('move a term in calendar days from a day off to the next working day', () => {
    expect(told([at('2021-10-07T09:00', 'start')], calendarDays(2))).toEqual([
      'start',
      '2021-10-07 firstDay',
      '2021-10-08 counted 1/2',
      '2021-10-09 counted 2/2',
      '2021-10-10 weekend',
      '2021-10-11 movedToWorkingDay',
      'due 2021-10-11',
    ]);
  });

  it('say that what is decided at once is ready the same day, or not when it came after 15:00', () => {
    expect(told([at('2021-10-08T14:59', 'start')], { unit: 'sameDay' })).toEqual([
      'start',
      '2021-10-08 sameDay',
      'due 2021-10-08',
    ]);
    expect(told([at('2021-10-07T15:00', 'start')], { unit: 'sameDay' })).toEqual([
      'start',
      '2021-10-07 tooLateForSameDay',
      '2021-10-08 counted 1/1',
      'due 2021-10-08',
    ]);
  });

  it('end with the event where the clock stands still', () => {
    const { clock, lines } = reckon(
      [at('2021-10-11T09:00', 'start'), at('2021-10-13T09:00', 'pause')],
      workingDays(5),
      calendar,
    );
    expect(clock).toBe('paused');
    expect(lines.map(inShort).at(-1)).toBe('pause');
    expect(dueOf({ clock, lines })).toBeUndefined();
  });
});

describe('an extension', () => {
  const start = at('2021-10-04T09:00', 'start');

  it('adds its days to the term: ten and five are fifteen', () => {
    const extend = at('2021-10-14T09:00', 'extend', { days: 5 });
    expect(dueFromLedger([start, extend], workingDays(10), calendar)).toBe(
      dueFromLedger([start], workingDays(15), calendar),
    );
    expect(told([start, extend], workingDays(10)).slice(-4)).toEqual([
      '2021-10-23 weekend',
      '2021-10-24 weekend',
      '2021-10-25 counted 15/15',
      'due 2021-10-25',
    ]);
  });

  it('holds also when the term is given anew', () => {
    const ledger = [start, at('2021-10-05T09:00', 'extend', { days: 1 }), at('2021-10-11T09:00', 'restart')];
    expect(dueFromLedger(ledger, workingDays(2), calendar)).toBe('2021-10-14T10:00:00.000Z');
  });

  it('is of the same unit as the term', () => {
    const extend = at('2021-10-06T09:00', 'extend', { days: 3 });
    // Ten calendar days from 4 October are the 14th, thirteen the 17th, a Sunday.
    expect(dueFromLedger([start, extend], calendarDays(10), calendar)).toBe('2021-10-18T10:00:00.000Z');
  });
});

describe('a day that was appointed anew', () => {
  const start = at('2021-10-04T09:00', 'start');
  const until = (day: string) => at('2021-10-07T09:00', 'reappoint', { until: day });

  it('is the due day, whatever was left of the term', () => {
    expect(dueFromLedger([start, until('2021-10-20')], workingDays(5), calendar)).toBe(
      '2021-10-20T10:00:00.000Z',
    );
    expect(dueFromLedger([start, until('2021-10-20')], calendarDays(5), calendar)).toBe(
      '2021-10-20T10:00:00.000Z',
    );
  });

  it('is a working day: one that is off becomes the next that is not', () => {
    expect(dueFromLedger([start, until('2021-10-16')], workingDays(5), calendar)).toBe(
      '2021-10-18T10:00:00.000Z',
    );
  });

  it('is put off by a pause that comes after it', () => {
    const ledger = [
      start,
      until('2021-10-20'),
      at('2021-10-11T09:00', 'pause'),
      at('2021-10-13T09:00', 'resume'),
    ];
    expect(dueFromLedger(ledger, workingDays(5), calendar)).toBe('2021-10-22T10:00:00.000Z');
  });
});

describe('a pause of a term in calendar days', () => {
  it('gives back its calendar days, weekends among them', () => {
    const ledger = [
      at('2021-10-04T09:00', 'start'),
      at('2021-10-07T09:00', 'pause'),
      at('2021-10-11T09:00', 'resume'),
    ];
    // The 14th without the pause; its four days lead to the 18th.
    expect(dueFromLedger(ledger, calendarDays(10), calendar)).toBe('2021-10-18T10:00:00.000Z');
  });
});

describe('whatever happens to a clock', () => {
  const RUNS = { numRuns: 2000 };

  it('each day stands in its order, at most once, and the due date last', () => {
    fc.assert(
      fc.property(ledgers, processingTimes, (ledger, processing) => {
        const { clock, lines } = reckon(ledger, processing, calendar);
        const days = lines.flatMap((line) => (line.kind === 'day' ? [line.date] : []));
        expect(days).toEqual([...new Set(days)].sort());
        expect(lines.filter(({ kind }) => kind === 'event')).toHaveLength(ledger.length);
        expect(lines.filter(({ kind }) => kind === 'due')).toHaveLength(clock === 'running' ? 1 : 0);
        expect(lines.at(-1)?.kind === 'due').toBe(clock === 'running');
      }),
      RUNS,
    );
  });

  it('no day off is due, and each day off that does not count says that it is one', () => {
    fc.assert(
      fc.property(ledgers, processingTimes, (ledger, processing) => {
        for (const line of reckon(ledger, processing, calendar).lines) {
          if (line.kind === 'due') expect(isWorkingDay(localDateOf(line.at), calendar)).toBe(true);
          if (line.kind === 'day' && line.verdict !== 'counted')
            expect([line.date, ['weekend', 'dayOff'].includes(line.verdict)]).toEqual([
              line.date,
              !isWorkingDay(line.date, calendar),
            ]);
        }
      }),
      RUNS,
    );
  });

  it('a later reception is never due earlier', () => {
    fc.assert(
      fc.property(
        ledgers,
        processingTimes,
        fc.integer({ min: 0, max: 60 * 24 * 60 }),
        ([start], processing, minutes) => {
          if (!start) throw new Error('a ledger begins');
          const later = new Date(Date.parse(start.at) + minutes * 60_000).toISOString() as Instant;
          const due = (when: Instant) =>
            dueFromLedger([{ kind: 'start', at: when }], processing, calendar) ?? '';
          expect(due(start.at) <= due(later)).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('a pause puts off by the days that it takes, whatever went before', () => {
    fc.assert(
      fc.property(
        ledgers,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        (ledger, days, paused) => {
          const { clock } = reckon(ledger, workingDays(days), calendar);
          const last = ledger.at(-1);
          fc.pre(clock === 'running' && last !== undefined);
          // From one noon to another, so that only whole days pass.
          const noon = (day: LocalDate) => instantOf(day, '12:00');
          let from = addDays(localDateOf(last.at), 1);
          while (!isWorkingDay(from, calendar)) from = addDays(from, 1);
          let until = from;
          for (let left = paused; left > 0; left -= 1)
            do until = addDays(until, 1);
            while (!isWorkingDay(until, calendar));
          const before = dueFromLedger(ledger, workingDays(days), calendar);
          const after = dueFromLedger(
            [...ledger, { kind: 'pause', at: noon(from) }, { kind: 'resume', at: noon(until) }],
            workingDays(days),
            calendar,
          );
          let expected = localDateOf(before as Instant);
          for (let left = paused; left > 0; left -= 1)
            do expected = addDays(expected, 1);
            while (!isWorkingDay(expected, calendar));
          expect(after && localDateOf(after)).toBe(expected);
        },
      ),
      RUNS,
    );
  });
});
