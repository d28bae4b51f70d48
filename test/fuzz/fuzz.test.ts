import { expect, it } from 'vitest';
import { proveInBlocks, sentencesOf } from '../memory/blocks.ts';

/** `npm run prove -- fuzz` says how many, and with which seed. */
const seed = Date.now() % 1_000_000_000;

it('answers requests at the bounds of its description and beyond as it says, and changes nothing by a refusal', {
  timeout: 240_000,
}, async () => {
  const child = new URL('./fuzz-child.ts', import.meta.url);
  const proof = await proveInBlocks(child, { seed, runs: 5000 });
  expect(sentencesOf(proof), `seed ${seed}`).toEqual([]);
  expect(proof.calls).toBe(5000);
});
