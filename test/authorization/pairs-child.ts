import fc from 'fast-check';
import { serveBlocks } from '../memory/blocks.ts';
import { startJudge, told } from './pairs.ts';

// Judges pairs for its parent, a block at a time.
serveBlocks(async (ground) => {
  const { pairs, judged } = await startJudge(ground);
  return async ({ seed, runs }) => {
    const faults = [];
    for (const pair of fc.sample(pairs, { seed, numRuns: runs })) {
      const { fault } = await judged(pair);
      if (fault) faults.push({ what: `${pair.way}: ${fault}`, example: told(pair) });
    }
    return { calls: runs, faults };
  };
});
