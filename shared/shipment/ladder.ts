import { createHash } from 'node:crypto';

/**
 * Minutes from one try at the operator to the next: more than a day in all, and a day between all that follow, so that
 * an outage is outlasted and nothing is tried too often.
 */
const LADDER_MINUTES = [0.2, 1, 5, 15, 60, 120, 240, 480, 720];
const EVERY_DAY = 1440;

/** Up to a tenth more, by the reference, so that what failed together is not tried again together. */
const jitterOf = (reference: string): number =>
  1 + createHash('sha256').update(reference).digest().readUInt8(0) / 2560;

/** How long after the n-th try in vain the next one follows, in milliseconds. */
export const waitAfter = (tries: number, reference: string): number =>
  (LADDER_MINUTES[tries] ?? EVERY_DAY) * jitterOf(reference) * 60_000;
