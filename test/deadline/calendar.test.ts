import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../shared/clock.ts';
import table from '../../shared/deadline/calendar.json' with { type: 'json' };
import {
  addWorkingDays,
  type Calendar,
  CalendarYear,
  calendarOf,
  isWorkingDay,
  workingDaysBetween,
} from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';

const calendar = civilServiceCalendar();

const day = (text: string) => text as LocalDate;

describe('the calendar of the civil service', () => {
  it.each([
    ['2020', 252],
    ['2021', 250],
    ['2022', 249],
    ['2023', 249],
    ['2024', 251],
    ['2025', 250],
    ['2026', 250],
  ])('has in %s %i working days', (year, expected) => {
    const first = day(`${year}-01-01`);
    const count =
      Number(isWorkingDay(first, calendar)) + workingDaysBetween(first, day(`${year}-12-31`), calendar);
    expect(count).toBe(expected);
  });

  it('has 190 working days from 1 January to 10 October 2021, the period the province reports on', () => {
    // 1 January is a holiday, so that counting after it loses nothing.
    expect(workingDaysBetween(day('2021-01-01'), day('2021-10-10'), calendar)).toBe(190);
  });

  it.each([
    ['2021-02-10', false, 'first day of Tết'],
    ['2021-02-16', false, 'compensation for Tết'],
    ['2021-02-17', true, 'first day after Tết'],
    ['2021-05-03', false, '1 May fell on a Saturday'],
    ['2021-10-09', false, 'Saturday'],
    ['2021-10-10', false, 'Sunday'],
    ['2021-10-11', true, 'Monday'],
    ['2024-04-29', false, 'off by swap'],
    ['2024-05-04', true, 'Saturday worked for 29 April'],
    ['2025-01-25', false, 'Saturday before Tết'],
    ['2025-04-26', true, 'Saturday worked for 2 May'],
    ['2026-01-10', true, 'Saturday worked for 2 January'],
    ['2026-08-31', false, 'off by swap'],
    ['2023-09-04', false, '2 September fell on a Saturday'],
  ])('%s: works is %s (%s)', (date, works) => {
    expect(isWorkingDay(day(date), calendar)).toBe(works);
  });

  it('names every special day and its law, and says which years are only general knowledge', () => {
    const certainties = table.map(({ year, provenance }) => [year, provenance.certainty]);
    expect(certainties).toEqual([
      [2020, 'unverified'],
      [2021, 'seen'],
      [2022, 'unverified'],
      [2023, 'unverified'],
      [2024, 'unverified'],
      [2025, 'unverified'],
      [2026, 'unverified'],
      [2027, 'unverified'],
    ]);
    expect(calendar.years.get(2021)?.get(day('2021-04-21'))).toEqual({
      date: '2021-04-21',
      kind: 'HOLIDAY',
      name: 'Giỗ Tổ Hùng Vương',
      legalBasis: 'BLLĐ 2019 Điều 112 khoản 1',
    });
  });

  it('refuses to guess a year nobody has entered', () => {
    expect(() => isWorkingDay(day('2028-01-04'), calendar)).toThrow(
      'The working calendar has no year 2028: enter its days off before a deadline may fall there',
    );
    expect(() => addWorkingDays(day('2027-12-30'), 2, calendar)).toThrow('no year 2028');
    expect(addWorkingDays(day('2026-12-30'), 1, calendar)).toBe('2026-12-31');
  });
});

describe('counting working days', () => {
  const plain: Calendar = calendarOf(1, [
    { year: 2021, provenance: { certainty: 'seen', source: 'a test' }, days: [] },
  ]);

  it('counts neither the day it starts from nor weekends', () => {
    expect(workingDaysBetween(day('2021-10-08'), day('2021-10-11'), plain)).toBe(1);
    expect(workingDaysBetween(day('2021-10-08'), day('2021-10-10'), plain)).toBe(0);
  });

  it('is zero backwards and from a day to itself', () => {
    expect(workingDaysBetween(day('2021-10-08'), day('2021-10-08'), plain)).toBe(0);
    expect(workingDaysBetween(day('2021-10-08'), day('2021-10-01'), plain)).toBe(0);
  });

  it('crosses the end of February and of a leap year', () => {
    expect(addWorkingDays(day('2024-02-28'), 1, calendar)).toBe('2024-02-29');
    expect(addWorkingDays(day('2024-12-31'), 1, calendar)).toBe('2025-01-02');
  });
});

describe('data that contradicts itself is refused', () => {
  const special = (date: string, kind: string) => ({ date, kind, name: 'Nghỉ', legalBasis: 'Luật' });
  const year = (...days: ReturnType<typeof special>[]) =>
    CalendarYear.safeParse({ year: 2024, provenance: { certainty: 'seen', source: 'a test' }, days }).success;

  it.each([
    ['a day of another year', [special('2023-09-04', 'COMPENSATION')]],
    ['a day given twice', [special('2024-04-30', 'HOLIDAY'), special('2024-04-30', 'HOLIDAY')]],
    [
      'a working Saturday on a Friday',
      [special('2024-05-03', 'WORKING_SATURDAY'), special('2024-04-29', 'SWAP_OFF')],
    ],
    ['a day off in lieu on a Sunday', [special('2024-05-05', 'COMPENSATION')]],
    ['a swap that nobody works for', [special('2024-04-29', 'SWAP_OFF')]],
    ['a date that does not exist', [special('2024-02-30', 'HOLIDAY')]],
    ['an unknown kind', [special('2024-04-30', 'PARTY')]],
  ])('%s', (_, days) => {
    expect(year(...days)).toBe(false);
  });

  it('but a holiday may fall on a Sunday, and a swap stands with its Saturday', () => {
    const days = [
      special('2024-09-01', 'HOLIDAY'),
      special('2024-04-29', 'SWAP_OFF'),
      special('2024-05-04', 'WORKING_SATURDAY'),
    ];
    expect(year(...days)).toBe(true);
  });
});
