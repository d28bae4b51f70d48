import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertLives } from './lives.ts';
import { prepareWorlds } from './world.ts';

/** `npm run prove -- lives` says how many, and with which seed. */
const { LIVES = '100', SEED = String(Date.now() % 1_000_000_000) } = process.env;

let worlds: Awaited<ReturnType<typeof prepareWorlds>>;
beforeAll(async () => {
  worlds = await prepareWorlds();
});
afterAll(() => worlds.stop());

it('lives as its book says, whoever does what and when', { timeout: 3_600_000 }, async () => {
  const begun = performance.now();
  const tally = await assertLives(Number(LIVES), Number(SEED));
  const seconds = Math.round((performance.now() - begun) / 1000);
  const { steps, refused } = tally.sums;
  console.log(`${LIVES} lives, ${steps} steps, ${refused} refused (seed ${SEED}, ${seconds} s)\n${tally}`);
  expect(tally.of('finish', 'done')).toBeGreaterThan(0);
});
