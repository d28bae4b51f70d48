import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords } from '../shared/amount-in-words.ts';

/** What a word adds, or by how much it multiplies what was said since the unit before. */
const ones: Readonly<Record<string, number>> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
};

/** A reader of such words who knows nothing of how they were made: below nghìn, below tỷ, and all. */
function read(text: string): number {
  let all = 0;
  let million = 0;
  let group = 0;
  let digit = 0;
  for (const word of text.toLowerCase().split(' ')) {
    if (word === 'mười') group += 10;
    else if (word === 'mươi' || word === 'trăm') {
      group += digit * (word === 'trăm' ? 100 : 10);
      digit = 0;
    } else if (word === 'nghìn' || word === 'triệu' || word === 'tỷ' || word === 'đồng') {
      const said = group + digit;
      group = 0;
      digit = 0;
      if (word === 'nghìn') million += said * 1_000;
      if (word === 'triệu') million += said * 1_000_000;
      if (word === 'tỷ') {
        all += (million + said) * 1_000_000_000;
        million = 0;
      }
      if (word === 'đồng') return all + million + said;
    } else if (word !== 'linh') digit = ones[word] ?? Number.NaN;
  }
  return Number.NaN;
}

describe('an amount in words', () => {
  it.each([
    [0, 'Không đồng'],
    [1, 'Một đồng'],
    [5, 'Năm đồng'],
    [10, 'Mười đồng'],
    [11, 'Mười một đồng'],
    [14, 'Mười bốn đồng'],
    [20, 'Hai mươi đồng'],
    [55, 'Năm mươi lăm đồng'],
    [100, 'Một trăm đồng'],
    [104, 'Một trăm linh bốn đồng'],
    [111, 'Một trăm mười một đồng'],
    [8_000, 'Tám nghìn đồng'],
    [10_000, 'Mười nghìn đồng'],
    [15_000, 'Mười lăm nghìn đồng'],
    [21_000, 'Hai mươi mốt nghìn đồng'],
    [24_000, 'Hai mươi bốn nghìn đồng'],
    [115_000, 'Một trăm mười lăm nghìn đồng'],
    [135_000, 'Một trăm ba mươi lăm nghìn đồng'],
    [200_000, 'Hai trăm nghìn đồng'],
    [101_001, 'Một trăm linh một nghìn không trăm linh một đồng'],
    [1_000_005, 'Một triệu không trăm linh năm đồng'],
    [1_010_000, 'Một triệu không trăm mười nghìn đồng'],
    [1_205_000, 'Một triệu hai trăm linh năm nghìn đồng'],
    [2_500_000, 'Hai triệu năm trăm nghìn đồng'],
    [10_750_000, 'Mười triệu bảy trăm năm mươi nghìn đồng'],
    [2_000_000_000, 'Hai tỷ đồng'],
    [1_234_567_890, 'Một tỷ hai trăm ba mươi bốn triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi đồng'],
    [5_001_000_000_015, 'Năm nghìn không trăm linh một tỷ không trăm mười lăm đồng'],
  ])('%i is “%s”', (amount, words) => {
    expect(amountInWords(amount)).toBe(words);
  });

  it('is read back as the very amount', () => {
    const amounts = fc.oneof(fc.nat(2_000_000_000), fc.nat(Number.MAX_SAFE_INTEGER), fc.nat(99_999));
    fc.assert(
      fc.property(amounts, (amount) => read(amountInWords(amount)) === amount),
      { numRuns: 2_000 },
    );
  });

  it('is composed, begins with a capital and has one space between words', () => {
    const words = amountInWords(5_021_104_505);
    expect(words).toBe(words.normalize('NFC'));
    expect(words).toMatch(/^\p{Lu}\p{Ll}*( \p{Ll}+)+$/u);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('is not made of %d', (amount) => {
    expect(() => amountInWords(amount)).toThrow(RangeError);
  });
});
