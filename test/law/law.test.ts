import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../shared/clock.ts';
import data from '../../shared/law/law.json' with { type: 'json' };
import { inForce, lawOn } from '../../shared/law/law.ts';

const day = (text: string) => text as LocalDate;

describe('the law as data', () => {
  it('is what was in force on the day, from its first day on', () => {
    expect(inForce('reappointments', day('2018-06-20'))).toBeUndefined();
    expect(inForce('reappointments', day('2018-06-21'))).toMatchObject({
      value: 1,
      source: 'Nghị định 61/2018/NĐ-CP Điều 19(9)',
    });
    expect(inForce('reappointments', day('2025-06-30'))?.since).toBe('2018-06-21');
    expect(inForce('reappointments', day('2025-07-01'))).toMatchObject({
      since: '2025-07-01',
      certainty: 'unverified',
    });
  });

  it('calls online services by level until NĐ 42/2022, and by class since', () => {
    expect(lawOn('serviceScheme', day('2022-08-14')).value).toBe('level');
    expect(lawOn('serviceScheme', day('2022-08-15')).value).toBe('class');
  });

  it('has feedback answered within fifteen working days', () => {
    expect(lawOn('feedbackDays', day('2021-10-11')).value).toBe(15);
    expect(lawOn('feedbackDays', day('2022-06-23'))).toMatchObject({
      value: 15,
      source: 'Quyết định 766/QĐ-TTg năm 2022, nhóm chỉ số 5',
      certainty: 'seen',
    });
  });

  it('is not guessed for a day before it', () => {
    expect(() => lawOn('sameDayUntil', day('2018-06-20'))).toThrow(
      'the law has no sameDayUntil on 2018-06-20',
    );
  });

  it('stands in the order of its days, each with its source', () => {
    for (const [rule, entries] of Object.entries(data)) {
      const since = entries.map((entry) => entry.since);
      expect([rule, since]).toEqual([rule, [...new Set(since)].sort()]);
      for (const { source } of entries) expect(source, rule).toMatch(/\d/);
    }
  });

  it('gives offices eight hours a day', () => {
    for (const { value } of data.officeHours) {
      const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
      expect(value.reduce((sum, { from, until }) => sum + minutes(until) - minutes(from), 0)).toBe(480);
    }
  });
});
