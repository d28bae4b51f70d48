import { describe, expect, it } from 'vitest';
import { ClockEvent } from '../../shared/deadline/deadline.ts';
import { dueOf } from '../../shared/deadline/lines.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { reckonStep } from '../../shared/deadline/steps.ts';

const calendar = civilServiceCalendar();

const at = (kind: string, time: string) =>
  ClockEvent.parse({ kind, at: new Date(`${time}:00+07:00`).toISOString() });
const due = (workingDays: number, ...ledger: readonly ClockEvent[]) =>
  dueOf(reckonStep(ledger, workingDays, calendar));

describe('a step of an agency', () => {
  it.each([
    ['2021-10-08T07:00', 0.5, '2021-10-08T04:00:00.000Z', 'half a day is four hours: 11:00'],
    ['2021-10-08T09:00', 0.5, '2021-10-08T08:00:00.000Z', 'over noon: 15:00'],
    ['2021-10-08T15:00', 0.5, '2021-10-11T02:00:00.000Z', 'over the weekend: Monday 09:00'],
    ['2021-10-08T07:00', 1, '2021-10-08T10:00:00.000Z', 'a whole day ends at closing'],
    ['2021-10-08T12:00', 0.5, '2021-10-11T00:30:00.000Z', 'from the break on'],
    ['2021-10-08T18:00', 1, '2021-10-11T10:00:00.000Z', 'after closing: the whole next working day'],
    ['2021-10-09T09:00', 0.5, '2021-10-11T04:00:00.000Z', 'on a Saturday: from Monday 07:00'],
    ['2024-05-03T15:00', 0.5, '2024-05-04T02:00:00.000Z', 'into a Saturday that is worked'],
    ['2021-02-09T16:00', 1.5, '2021-02-18T03:00:00.000Z', 'over Tết'],
  ])('begun at %s, of %f days, is due at %s (%s)', (begun, days, expected) => {
    expect(due(days, at('start', begun))).toBe(expected);
  });

  it('stands still with its dossier, and goes on with what was left to the minute', () => {
    const ledger = [
      at('start', '2021-10-08T08:10'),
      at('pause', '2021-10-08T09:25'),
      at('resume', '2021-10-12T14:00'),
    ];
    // 75 of 240 minutes were gone; 165 are left from 14:00: 16:45.
    expect(due(0.5, ...ledger)).toBe('2021-10-12T09:45:00.000Z');
    expect(due(0.5, ...ledger.slice(0, 2))).toBeUndefined();
  });

  it('that was late when its dossier was stopped is as late when it goes on', () => {
    const ledger = [
      at('start', '2021-10-08T07:00'),
      at('pause', '2021-10-08T14:00'),
      at('resume', '2021-10-11T14:00'),
    ];
    // Due at 11:00; eight hours of office time in between.
    expect(due(0.5, ...ledger)).toBe('2021-10-11T04:00:00.000Z');
  });

  it('has its whole time again after a restart', () => {
    expect(due(0.5, at('start', '2021-10-08T07:00'), at('restart', '2021-10-11T07:00'))).toBe(
      '2021-10-11T04:00:00.000Z',
    );
  });

  it('says what each day gives it', () => {
    const { lines } = reckonStep([at('start', '2021-10-08T15:00')], 0.5, calendar);
    expect(lines).toMatchObject([
      { kind: 'event', event: { kind: 'start' }, moment: 'atWork' },
      { kind: 'day', date: '2021-10-08', verdict: 'counted', minutes: 120 },
      { kind: 'day', date: '2021-10-09', verdict: 'weekend' },
      { kind: 'day', date: '2021-10-10', verdict: 'weekend' },
      { kind: 'day', date: '2021-10-11', verdict: 'counted', minutes: 120 },
      { kind: 'due', at: '2021-10-11T02:00:00.000Z' },
    ]);
  });

  it('is not due before it begins, and is neither extended nor begun twice', () => {
    expect(reckonStep([], 0.5, calendar)).toEqual({ clock: 'unstarted', lines: [] });
    const start = at('start', '2021-10-08T07:00');
    expect(() => due(0.5, start, start)).toThrow('start of a step that is running');
    expect(() => due(0.5, at('restart', '2021-10-08T07:00'))).toThrow('restart of a step that is unstarted');
    const extend = ClockEvent.parse({ kind: 'extend', at: start.at, days: 1 });
    expect(() => due(0.5, start, extend)).toThrow('extend of a step that is running');
  });
});
