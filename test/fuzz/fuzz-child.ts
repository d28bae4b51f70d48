import { ATTEMPT_PREFIX, type Key } from '../../shared/table/keys.ts';
import { startProvince } from '../authorization/province.ts';
import { serveBlocks } from '../memory/blocks.ts';
import { lambdaContext } from '../support/call.ts';
import { Dice } from './dice.ts';
import { faultIn } from './invariants.ts';
import { requestsAbout } from './requests.ts';

/**
 * That a secret or a code was guessed at is written down, though the guess is refused; and an attempt to pay is on record before
 * its provider is asked, which here never answers.
 */
const isTry = ({ SK }: Key): boolean =>
  SK === 'LIMIT' || SK === 'PREFERENCES' || SK.startsWith(ATTEMPT_PREFIX);

// Sends requests for its parent, a block at a time.
serveBlocks(async (ground) => {
  const { table, functions, things } = await startProvince(ground);
  const next = requestsAbout(things);
  return async ({ seed, runs }) => {
    const dice = new Dice(seed);
    const faults = [];
    for (let run = 0; run < runs; run += 1) {
      const { operation, event, what } = next(dice);
      const answer = await functions.get(operation)?.(event, lambdaContext);
      const written = table.written.filter((key) => !isTry(key));
      table.takeBack();
      const isRefused = (answer?.statusCode ?? 0) >= 400;
      const fault = !answer
        ? 'does not answer'
        : (faultIn(operation, answer) ??
          (isRefused && written.length > 0
            ? `is refused with ${written.map(({ SK }) => SK)} written`
            : undefined));
      if (fault) faults.push({ what: `${operation} ${fault}`, example: what });
    }
    return { calls: runs, faults };
  };
});
