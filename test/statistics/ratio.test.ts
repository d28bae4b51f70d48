import { describe, expect, it } from 'vitest';
import { vietnameseNumber } from '../../shared/format.ts';
import { compared } from '../../shared/statistics/comparison.ts';
import { figuresOf } from '../../shared/statistics/figures.ts';
import { quotient, shareOf } from '../../shared/statistics/ratio.ts';

describe('a share', () => {
  it.each([
    [904, 2067, 43.73, '43,73%'],
    [964, 2067, 46.64, '46,64%'],
    [199, 2067, 9.63, '9,63%'],
    [1868, 2067, 90.37, '90,37%'],
    [10_998, 228_091, 4.82, '4,82%'],
    [40_098, 177_623, 22.57, '22,57%'],
    [1, 3, 33.33, '33,33%'],
    [2, 3, 66.67, '66,67%'],
    // 1.005 has no binary fraction: floating point would say 1.00.
    [1005, 100_000, 1.01, '1,01%'],
    [0, 7, 0, '0,00%'],
    [7, 7, 100, '100,00%'],
  ])('%i of %i is %d %%', (part, whole, percent, text) => {
    expect(shareOf(part, whole)).toEqual({ part, whole, percent, text });
  });

  it('of nothing is null, not 100 %', () => {
    expect(shareOf(0, 0)).toEqual({ part: 0, whole: 0, percent: null, text: null });
  });

  it('is exact where the product of two nations is past what a double holds', () => {
    expect(quotient(10n ** 18n + 5n, 10n ** 18n)).toBe(1);
    expect(quotient(-1, 8)).toBe(-0.13);
    expect(vietnameseNumber(2067)).toBe('2.067');
  });
});

describe('a comparison', () => {
  const figures = (online: number, desk: number) => figuresOf({ eve: {}, end: { or: online, dr: desk } });

  it('says of the article that the online rate rose by 17.75 points, to 4.68 times as much', () => {
    const result = compared(figures(40_098, 137_525), figures(10_998, 217_093));
    expect(result).toMatchObject({
      received: { now: 177_623, before: 228_091, difference: -50_468, times: 0.78 },
      receivedOnline: { now: 40_098, before: 10_998, times: 3.65 },
      notOnline: { now: 137_525, before: 217_093 },
      online: { now: 22.57, before: 4.82, points: 17.75, pointsText: '17,75 điểm %', times: 4.68 },
    });
  });

  it('has no ratio to a period without dossiers', () => {
    const { online, receivedOnline } = compared(figures(3, 4), figures(0, 0));
    expect(online).toEqual({ now: 42.86, before: null, points: null, pointsText: null, times: null });
    expect(receivedOnline.times).toBeNull();
  });
});
