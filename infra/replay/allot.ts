/**
 * Deals so many things out by weight: each gets what is due to it, and what is left over by rounding down goes to those with
 * the greatest remainders. The sum is exact.
 */
export function allot(things: number, weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const due = weights.map((weight) => (things * weight) / whole);
  const parts = due.map(Math.floor);
  const left = things - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = due
    .map((part, place) => ({ place, remainder: part % 1 }))
    .sort((one, other) => other.remainder - one.remainder || one.place - other.place);
  for (const { place } of byRemainder.slice(0, left)) parts[place] = (parts[place] ?? 0) + 1;
  return parts;
}
