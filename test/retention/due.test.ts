import { describe, expect, it, test } from 'vitest';
import { type Instant, LocalDate } from '../../shared/clock.ts';
import { closedOn, isOver, yearsOf } from '../../shared/retention/due.ts';

const day = (text: string): LocalDate => LocalDate.parse(text);

describe('the years of a dossier', () => {
  test.each([
    ['2021-01-01', 5, '2026-12-31', false],
    ['2021-01-01', 5, '2027-01-01', true],
    ['2021-12-31', 5, '2026-12-31', false],
    ['2021-12-31', 5, '2027-01-01', true],
    ['2021-12-31', 70, '2091-12-31', false],
    ['2021-12-31', 70, '2092-01-01', true],
  ])('closed on %s and kept for %i are on %s over: %s', (closed, years, today, over) => {
    expect(isOver(day(closed), years, day(today))).toBe(over);
  });

  it('are those of its procedure, at least those of accounts where money was asked for, and have no end for what is kept for good', () => {
    expect(yearsOf({ payments: 0 }, 5)).toBe(5);
    expect(yearsOf({ payments: 1 }, 5)).toBe(10);
    expect(yearsOf({ payments: 1 }, 20)).toBe(20);
    expect(yearsOf({ payments: 1 }, 'permanent')).toBeUndefined();
  });

  it('begin on the local day of its end, and not while it is open or its result has not been fetched', () => {
    const ended = (status: string) =>
      closedOn({ moments: [{ sequence: 2, at: '2021-12-31T17:30:00.000Z' as Instant, status }] });
    for (const status of ['returned', 'refused', 'stopped']) expect(ended(status), status).toBe('2022-01-01');
    for (const status of ['received', 'done', 'unheard-of']) expect(ended(status), status).toBeUndefined();
    expect(closedOn({ moments: [] })).toBeUndefined();
  });

  it('begin with the end, whatever is told of it later, and anew with the last where there were two', () => {
    const told = (...statuses: readonly string[]) =>
      statuses.map((status, place) => ({
        sequence: place + 1,
        at: `20${20 + place}-06-01T02:00:00.000Z` as Instant,
        status,
      }));
    // Rated, and its fee given back.
    expect(closedOn({ moments: told('received', 'returned', 'returned', 'returned') })).toBe('2021-06-01');
    expect(closedOn({ moments: told('refused', 'refused') })).toBe('2020-06-01');
    expect(closedOn({ moments: told('stopped', 'received', 'stopped', 'stopped') })).toBe('2022-06-01');
  });
});
