import * as z from 'zod';
import { vietnameseNumber } from '../format.ts';

/**
 * A quotient rounded half up, to two decimals unless it is said to how many, on integers, so that nothing is lost to binary
 * fractions: 904 × 100 ÷ 2,067 is 43.73. Below zero it rounds away from it, as people do.
 * @returns null when there is nothing to divide by: no dossier is no 100 %
 */
export function quotient(part: number | bigint, whole: number | bigint, decimals = 2): number | null {
  const divisor = BigInt(whole);
  if (divisor === 0n) return null;
  const unit = 10 ** decimals;
  const scaled = BigInt(part) * BigInt(unit);
  const negative = scaled < 0n !== divisor < 0n;
  const [above, below] = [scaled < 0n ? -scaled : scaled, divisor < 0n ? -divisor : divisor];
  const units = Number((2n * above + below) / (2n * below));
  return (negative ? -units : units) / unit || 0;
}

/** A part of a whole, in percent. */
export const Share = z
  .object({
    part: z.int(),
    whole: z.int(),
    /** Two decimals, half up; null where there is nothing to divide. */
    percent: z.number().nullable(),
    /** As reports write it: `43,73%`. */
    text: z.string().nullable(),
  })
  .meta({ id: 'Share' });
export type Share = z.infer<typeof Share>;

export const percentText = (percent: number | null): string | null =>
  percent === null ? null : `${vietnameseNumber(percent, 2)}%`;

export function shareOf(part: number, whole: number): Share {
  const percent = quotient(BigInt(part) * 100n, whole);
  return { part, whole, percent, text: percentText(percent) };
}
