import { createHash } from 'node:crypto';

/** Throws numbers from 0 to 1, below 1: the n-th for a key is always the same under one seed, whoever throws between. */
export type Dice = (key: string) => number;

export function diceOf(seed: string): Dice {
  const thrown = new Map<string, number>();
  return (key) => {
    const count = thrown.get(key) ?? 0;
    thrown.set(key, count + 1);
    return createHash('sha256').update(`${seed} ${key} ${count}`).digest().readUInt32BE(0) / 2 ** 32;
  };
}

/** An id that is the same under one seed, so that all that is thrown for what has it is too. */
export function drawnId(dice: Dice, key: string): string {
  const digits = Array.from({ length: 30 }, () => Math.floor(dice(key) * 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4})(.{3})(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}

/** One of several by its weight. */
export function drawn<T>(number: number, weighed: readonly (readonly [number, T])[]): T {
  const sum = weighed.reduce((total, [weight]) => total + weight, 0);
  let left = number * sum;
  for (const [weight, one] of weighed) {
    if (left < weight) return one;
    left -= weight;
  }
  throw new Error(`nothing is drawn with ${number}`);
}
