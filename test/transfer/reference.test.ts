import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referencesIn, transferReference } from '../../shared/transfer/reference.ts';

const DOSSIER = '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01';
const REFERENCE = 'RF8119129245';

describe('the reference of a transfer', () => {
  it('is the same for the same request, another for another, and another when that is taken', () => {
    expect(transferReference(DOSSIER, 1, 0)).toBe(REFERENCE);
    const others = [transferReference(DOSSIER, 2, 0), transferReference(DOSSIER, 1, 1)];
    expect(new Set([REFERENCE, ...others]).size).toBe(3);
  });

  it('has the check digits of ISO 11649', () => {
    expect(referencesIn('RF2012345678')).toEqual(['RF2012345678']);
    expect(referencesIn('RF2112345678')).toEqual([]);
  });

  it.each([
    ['as it is given', 'RF81 1912 9245'],
    ['in small letters, without spaces', 'rf8119129245'],
    ['with a space elsewhere, and stops', 'R F81.1912-92 45'],
    ['broken into two lines', 'RF8119\n129245'],
    ['with words and numbers around it', 'MBVCB.6123.Nguyễn Thị Hoa nộp lệ phí RF8119129245 0912344567-CT'],
    ['in the middle of a word', 'NOPPHIRF8119129245CAM ON'],
    ['with letters that look like digits', 'RFBI RF8l I9I2 9245'],
    ['cut off behind it', 'RF81 1912 9245 NGUYEN TH'],
    ['twice', 'RF8119129245 RF81 1912 9245'],
  ])('is found %s', (_, text) => {
    expect(referencesIn(text)).toEqual([REFERENCE]);
  });

  it.each([
    ['cut off within', 'NOP LE PHI RF81 1912 92'],
    ['left out', 'Nguyễn Thị Hoa nộp lệ phí'],
    ['without its letters', '8119129245'],
  ])('is not made up when it is %s', (_, text) => {
    expect(referencesIn(text)).toEqual([]);
  });

  it('is found beside another', () => {
    const other = transferReference(DOSSIER, 2, 0);
    expect(referencesIn(`${REFERENCE} va ${other}`)).toEqual([REFERENCE, other]);
  });

  it('is not believed with any one digit changed, or any two neighbours that changed places', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.integer({ min: 2, max: 11 }),
        fc.integer({ min: 1, max: 9 }),
        (id, at, by) => {
          const right = [...transferReference(id, 1, 0)];
          const wrong = right.with(at, String((Number(right[at]) + by) % 10));
          expect(referencesIn(wrong.join(''))).toEqual([]);
          const [one, other] = [right[at] ?? '', right[at + 1] ?? ''];
          if (at < 11 && one !== other)
            expect(
              referencesIn(
                right
                  .with(at, other)
                  .with(at + 1, one)
                  .join(''),
              ),
            ).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
