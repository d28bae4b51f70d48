import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../shared/clock.ts';
import { CalendarChange, changedCalendar } from '../../shared/control/calendar-change.ts';
import { calendarOf, isWorkingDay } from '../../shared/deadline/calendar.ts';
import { seededYears } from '../../shared/deadline/seed.ts';

const years = seededYears();
const reason = 'Công điện của Chủ tịch Ủy ban nhân dân tỉnh';
const day = (date: string, kind = 'HOLIDAY') => ({
  date,
  kind,
  name: 'Nghỉ phòng chống bão số 7',
  legalBasis: 'Công điện 12/CĐ-UBND',
});
const change = (said: object) => changedCalendar(years, CalendarChange.parse({ reason, ...said }));
const works = (changed: ReturnType<typeof change>, date: string) =>
  isWorkingDay(date as LocalDate, calendarOf(2, changed.years));
const faults = (said: object): string[] => {
  try {
    change(said);
    return [];
  } catch (error) {
    const { code, faults: found } = error as { code: string; faults: { field: string; code: string }[] };
    return [code, ...found.map((one) => `${one.field} ${one.code}`)];
  }
};

const year2028 = {
  year: 2028,
  provenance: { certainty: 'unverified', source: 'Một phép thử' },
  days: [day('2028-01-03', 'COMPENSATION')],
};

describe('a change of the working calendar', () => {
  it('adds a day off, and leaves the days of its year in order', () => {
    const changed = change({ days: [day('2021-10-11')] });
    expect(works(changed, '2021-10-11')).toBe(false);
    expect(changed.since).toBe('2021-10-11');
    const dates = changed.years.find(({ year }) => year === 2021)?.days.map(({ date }) => date);
    expect(dates).toEqual([...(dates ?? [])].sort());
  });

  it('swaps a working day for a Saturday of the same year', () => {
    const changed = change({ days: [day('2021-09-06', 'SWAP_OFF'), day('2021-09-11', 'WORKING_SATURDAY')] });
    expect([works(changed, '2021-09-06'), works(changed, '2021-09-11')]).toEqual([false, true]);
  });

  it('replaces what the calendar says of a day, and withdraws what it should not say', () => {
    const replaced = change({ days: [day('2021-09-03')] });
    expect(
      replaced.years.find(({ year }) => year === 2021)?.days.filter((one) => one.date === '2021-09-03'),
    ).toEqual([day('2021-09-03')]);
    const withdrawn = change({ withdrawn: ['2021-09-03'] });
    expect(works(withdrawn, '2021-09-03')).toBe(true);
    expect(withdrawn.since).toBe('2021-09-03');
  });

  it('adds the year after the last, with the days that come with it', () => {
    const changed = change({ years: [year2028], days: [day('2028-02-10')] });
    expect(changed.since).toBe('2028-01-01');
    expect([works(changed, '2028-01-03'), works(changed, '2028-02-10')]).toEqual([false, false]);
  });

  it('is refused with all that does not fit', () => {
    expect(
      faults({
        years: [{ ...year2028, year: 2030 }],
        days: [day('2021-10-11'), day('2029-01-01')],
        withdrawn: ['2021-10-12', '2021-10-11'],
      }),
    ).toEqual([
      'invalid-request',
      '/years/0/year year-not-next',
      '/days/1/date year-not-there',
      '/withdrawn/0 day-not-there',
      '/withdrawn/1 day-not-there',
      '/days day-twice',
    ]);
  });

  it.each([
    ['a weekday that is worked by swap', [day('2021-10-11', 'WORKING_SATURDAY')], 'day-kind'],
    ['a swap without its Saturday', [day('2021-10-11', 'SWAP_OFF')], 'swap-unpaired'],
    ['a Sunday in lieu', [day('2021-10-10', 'COMPENSATION')], 'day-kind'],
  ])('is refused: %s', (_, days, code) => {
    expect(faults({ days })).toContain(`/days ${code}`);
  });

  it('that changes nothing is refused', () => {
    expect(faults({})).toEqual(['invalid-request', '/days nothing-changes']);
    const known = years.find(({ year }) => year === 2021)?.days.find(({ date }) => date === '2021-09-03');
    expect(faults({ days: [known] })).toEqual(['invalid-request', '/days nothing-changes']);
  });
});
