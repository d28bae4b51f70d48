import { describe, expect, it } from 'vitest';
import type { Instant } from '../../shared/clock.ts';
import type { Calendar } from '../../shared/deadline/calendar.ts';
import { ClockEvent, ProcessingTime } from '../../shared/deadline/deadline.ts';
import { dueFromLedger } from '../../shared/deadline/reckoning.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';

const calendar = civilServiceCalendar();

const at = (text: string) => new Date(text).toISOString() as Instant;
const workingDays = (days: number): ProcessingTime => ({ unit: 'workingDays', days });
const calendarDays = (days: number): ProcessingTime => ({ unit: 'calendarDays', days });
const sameDay: ProcessingTime = { unit: 'sameDay' };
const dueAt = (receivedAt: Instant, processing: ProcessingTime, by: Calendar) =>
  dueFromLedger([{ kind: 'start', at: receivedAt }], processing, by);

describe('a term in working days', () => {
  // 17:00 in Vietnam is 10:00 UTC.
  it.each([
    ['2021-02-08', 3, '2021-02-18', 'Tết, 10 to 16 February'],
    ['2021-02-08', 5, '2021-02-22', 'Tết and a weekend'],
    ['2021-04-20', 5, '2021-04-28', 'Giỗ Tổ on 21 April'],
    ['2021-04-29', 1, '2021-05-04', '30 April, 1 May on a Saturday, 3 May in lieu'],
    ['2021-08-30', 5, '2021-09-08', 'National Day, 2 and 3 September'],
    ['2021-09-01', 1, '2021-09-06', 'National Day and a weekend'],
    ['2021-10-08', 1, '2021-10-11', 'a weekend'],
    ['2021-10-08', 10, '2021-10-22', 'two weekends'],
    ['2021-01-04', 15, '2021-01-25', 'three weekends'],
    ['2022-04-08', 1, '2022-04-12', 'Giỗ Tổ on a Sunday, 11 April in lieu'],
    ['2022-04-29', 1, '2022-05-04', 'two days in lieu'],
    ['2024-04-26', 3, '2024-05-04', 'ends on a Saturday worked by swap'],
    ['2024-05-03', 1, '2024-05-04', 'a Saturday worked by swap'],
    ['2025-04-25', 1, '2025-04-26', 'a Saturday worked by swap'],
    ['2025-01-24', 1, '2025-02-03', 'Tết, 25 January to 2 February'],
  ])('received on %s, %i days: due on %s at 17:00 (%s)', (received, days, due) => {
    expect(dueAt(at(`${received}T09:00:00+07:00`), workingDays(days), calendar)).toBe(`${due}T10:00:00.000Z`);
  });

  it.each([
    ['2021-10-08T06:00:00+07:00', '2021-10-11T10:00:00.000Z', 'before opening: the same day'],
    ['2021-10-08T12:30:00+07:00', '2021-10-11T10:00:00.000Z', 'at lunch: the same day'],
    ['2021-10-08T16:59:59+07:00', '2021-10-11T10:00:00.000Z', 'the last second before closing'],
    ['2021-10-08T17:00:00+07:00', '2021-10-12T10:00:00.000Z', 'at closing: from Monday'],
    ['2021-10-08T23:00:00+07:00', '2021-10-12T10:00:00.000Z', 'on Friday night: from Monday'],
    ['2021-10-09T09:00:00+07:00', '2021-10-12T10:00:00.000Z', 'on Saturday: from Monday'],
    ['2021-10-10T17:30:00Z', '2021-10-12T10:00:00.000Z', 'half past midnight on Monday, still Sunday in UTC'],
    ['2021-02-09T20:00:00+07:00', '2021-02-18T10:00:00.000Z', 'on the evening before Tết: from the 17th'],
  ])('received at %s, 1 day: due at %s (%s)', (received, due) => {
    expect(dueAt(at(received), workingDays(1), calendar)).toBe(due);
  });
});

describe('a term in calendar days', () => {
  it.each([
    ['2021-10-08', 3, '2021-10-11', 'counts the weekend'],
    ['2021-10-08', 1, '2021-10-11', 'ends on Saturday, so on Monday'],
    ['2021-02-05', 10, '2021-02-17', 'ends in Tết, so on the first day after it'],
    ['2024-04-29', 5, '2024-05-07', 'received on a day off: counts from 2 May'],
    ['2024-04-26', 8, '2024-05-04', 'ends on a Saturday worked by swap'],
  ])('received on %s, %i days: due on %s (%s)', (received, days, due) => {
    const receivedAt = at(`${received}T09:00:00+07:00`);
    expect(dueAt(receivedAt, calendarDays(days), calendar)).toBe(`${due}T10:00:00.000Z`);
  });
});

describe('what is decided the same day', () => {
  it.each([
    ['2021-10-08T08:00:00+07:00', '2021-10-08T10:00:00.000Z'],
    ['2021-10-08T14:59:59+07:00', '2021-10-08T10:00:00.000Z'],
    ['2021-10-08T15:00:00+07:00', '2021-10-11T10:00:00.000Z'],
    ['2021-10-08T18:00:00+07:00', '2021-10-11T10:00:00.000Z'],
    ['2021-10-09T15:30:00+07:00', '2021-10-11T10:00:00.000Z'],
    ['2021-10-11T00:30:00+07:00', '2021-10-11T10:00:00.000Z'],
  ])('received at %s: due at %s', (received, due) => {
    expect(dueAt(at(received), sameDay, calendar)).toBe(due);
  });
});

describe('the clock of a dossier', () => {
  const event = (kind: ClockEvent['kind'], when: string) => ClockEvent.parse({ kind, at: at(when) });
  const start = event('start', '2021-10-04T09:00:00+07:00');
  const due = (...ledger: ClockEvent[]) => dueFromLedger(ledger, workingDays(5), calendar);

  it('has no due date before it starts or while it is paused', () => {
    expect(due()).toBeUndefined();
    expect(due(start, event('pause', '2021-10-05T09:00:00+07:00'))).toBeUndefined();
  });

  it('gives the full time anew on restart, whether paused or running', () => {
    const restart = event('restart', '2021-10-12T09:00:00+07:00');
    expect(due(start)).toBe('2021-10-11T10:00:00.000Z');
    expect(due(start, restart)).toBe('2021-10-19T10:00:00.000Z');
    expect(due(start, event('pause', '2021-10-05T09:00:00+07:00'), restart)).toBe('2021-10-19T10:00:00.000Z');
  });

  it('adds the working days of each pause on resume', () => {
    const first = [event('pause', '2021-10-05T09:00:00+07:00'), event('resume', '2021-10-07T09:00:00+07:00')];
    const overWeekend = [
      event('pause', '2021-10-08T09:00:00+07:00'),
      event('resume', '2021-10-11T09:00:00+07:00'),
    ];
    expect(due(start, ...first)).toBe('2021-10-13T10:00:00.000Z');
    expect(due(start, ...first, ...overWeekend)).toBe('2021-10-14T10:00:00.000Z');
  });

  it('adds nothing for a pause within one day or one weekend', () => {
    const withinDay = [
      event('pause', '2021-10-05T08:00:00+07:00'),
      event('resume', '2021-10-05T16:00:00+07:00'),
    ];
    const withinWeekend = [
      event('pause', '2021-10-08T18:00:00+07:00'),
      event('resume', '2021-10-10T12:00:00+07:00'),
    ];
    expect(due(start, ...withinDay, ...withinWeekend)).toBe('2021-10-11T10:00:00.000Z');
  });

  it('treats the resumption of what is decided the same day as a reception', () => {
    const ledger = [
      start,
      event('pause', '2021-10-04T10:00:00+07:00'),
      event('resume', '2021-10-06T16:00:00+07:00'),
    ];
    expect(dueFromLedger(ledger, sameDay, calendar)).toBe('2021-10-07T10:00:00.000Z');
  });

  it.each([
    [
      'a resume without a pause',
      [start, event('resume', '2021-10-05T09:00:00+07:00')],
      'resume of a clock that is running',
    ],
    ['two starts', [start, start], 'start of a clock that is running'],
    [
      'a pause before the start',
      [event('pause', '2021-10-05T09:00:00+07:00')],
      'pause of a clock that is unstarted',
    ],
    [
      'a restart before the start',
      [event('restart', '2021-10-05T09:00:00+07:00')],
      'restart of a clock that is unstarted',
    ],
  ])('refuses %s', (_, ledger, message) => {
    expect(() => due(...ledger)).toThrow(`Impossible clock ledger: ${message}`);
  });
});

describe('a processing time', () => {
  it.each([
    { unit: 'workingDays', days: 0 },
    { unit: 'workingDays', days: 2.5 },
    { unit: 'calendarDays' },
    { unit: 'hours', days: 4 },
  ])('is not %j', (value) => {
    expect(ProcessingTime.safeParse(value).success).toBe(false);
  });
});
