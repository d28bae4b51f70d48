import fc from 'fast-check';
import { daysOff, workedSaturdays } from '../deadline/days-off.ts';
import { kinds } from './kinds.ts';
import type { Book } from './known.ts';
import type { Plan } from './plans.ts';
import { type Lived, steps } from './steps.ts';
import { Tally } from './tally.ts';
import { beginWorld } from './world.ts';

const { licence, ...filedOnline } = kinds;

const plans: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record<Plan>({
      kind: fc.constantFrom(...Object.values(filedOnline)),
      way: fc.constantFrom('online', 'by a proxy', 'at its desk', 'at the Centre'),
      byPost: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record<Plan>({
      kind: fc.constant(licence),
      way: fc.constantFrom('at its desk', 'at the Centre'),
      byPost: fc.boolean(),
    }),
  },
);

const MINUTE = 60_000;
/** From 2021 to the middle of 2025, so that laws change under it and the calendar does not end. */
const starts = fc
  .integer({ min: Date.parse('2021-01-04') / MINUTE, max: Date.parse('2025-06-30') / MINUTE })
  .map((minute) => minute * MINUTE);

/**
 * Lives so many worlds, step by step, beside a book that is kept of each.
 * @returns what was done and refused in them
 * @throws with the seed and the shortest way to where the world and its book part
 */
export async function assertLives(runs: number, seed: number): Promise<Tally> {
  const tally = new Tally();
  const property = fc.asyncProperty(
    starts,
    fc.array(plans, { minLength: 1, maxLength: 3, size: 'max' }),
    fc.commands([steps], { maxCommands: 24, size: 'max' }),
    async (start, begun, taken) => {
      const world = await beginWorld(begun, start);
      const book: Book = {
        now: start,
        dossiers: [...world.begun],
        daysOff: { off: daysOff, worked: workedSaturdays },
        numbers: new Map(),
      };
      const lived: Lived = { world, seen: new Map(), travelled: new Map(), tally, story: [] };
      try {
        await fc.asyncModelRun(() => ({ model: book, real: lived }), taken);
      } catch (cause) {
        throw new Error(`a world and its book part:\n${lived.story.join('\n')}`, { cause });
      } finally {
        await world.end();
      }
    },
  );
  await fc.assert(property, { numRuns: runs, seed });
  return tally;
}
