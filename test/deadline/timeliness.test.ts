import { expect, test } from 'vitest';
import { toInstant } from '../../shared/clock.ts';
import { timelinessOf } from '../../shared/deadline/timeliness.ts';

test.each([
  ['2021-10-21T23:59:00+07:00', 'early', 'late on the day before'],
  ['2021-10-22T00:00:00+07:00', 'onTime', 'from the first minute of the due day'],
  ['2021-10-22T17:00:00+07:00', 'onTime', 'at the due time itself'],
  ['2021-10-22T17:00:01+07:00', 'overdue', 'a second later'],
])('what ends at %s for 17:00 of 22 October is %s: %s', (end, timeliness) => {
  const due = toInstant(new Date('2021-10-22T17:00:00+07:00'));
  expect(timelinessOf(toInstant(new Date(end)), due)).toBe(timeliness);
});
