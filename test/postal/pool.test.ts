import { describe, expect, it } from 'vitest';
import { nextCode, Pool, shortOf } from '../../shared/shipment/pool.ts';

const pool = (first: number, last: number, taken: number, day = '01') =>
  Pool.parse({ v: 1, service: 'EB', first, last, taken, importedAt: `2021-10-${day}T00:00:00.000Z` });

describe('the next item code', () => {
  it('is the first of the first pool that has any', () => {
    expect(nextCode([pool(1, 9, 9), pool(20_211_010, 20_211_019, 0)])?.itemCode).toBe('EB202110106VN');
    expect(nextCode([pool(6155, 6160, 5), pool(20_211_010, 20_211_019, 0)])?.itemCode).toBe('EB000061605VN');
  });

  it('is not there when the pools are spent, or none was allotted', () => {
    expect(nextCode([pool(1, 9, 9)])).toBeUndefined();
    expect(nextCode([])).toBeUndefined();
  });
});

describe('the reserve', () => {
  it.each([
    ['none was allotted', [], 1],
    ['a tenth of the only pool is left', [pool(1, 1000, 900)], 0],
    ['less than a tenth of it is left', [pool(1, 1000, 901)], 1],
    ['it is spent', [pool(1, 1000, 1000)], 100],
    ['a new one came', [pool(1, 1000, 1000, '01'), pool(2001, 3000, 0, '09')], 0],
    [
      'the new one is short, and what is left of the old does not do',
      [pool(1, 1000, 998), pool(2001, 3000, 910, '09')],
      8,
    ],
  ] as const)('when %s', (_, pools, short) => {
    expect(shortOf(pools)).toBe(short);
  });
});
