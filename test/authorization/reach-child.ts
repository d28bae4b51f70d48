import { serveBlocks } from '../memory/blocks.ts';
import { ways } from './calls.ts';
import { verdictOn } from './oracle.ts';
import { startJudge } from './pairs.ts';
import { people } from './people.ts';

// Tells its parent of everything that the oracle lets somebody do and that nobody of the kind can do anywhere: an oracle that is
// only ever held against refusals would prove little.
serveBlocks(async (ground) => {
  const { judged, things } = await startJudge(ground);

  async function isDone(way: string, kind: string): Promise<boolean> {
    for (const thing of things)
      for (const who of people) {
        if (who.kind !== kind || verdictOn(way, thing.facts, who) !== 'may') continue;
        if ((await judged({ who, way, thing, manner: 'as described' })).status < 300) return true;
      }
    return false;
  }

  return async () => {
    const faults = [];
    let calls = 0;
    for (const way of Object.keys(ways))
      for (const kind of new Set(people.map((who) => who.kind))) {
        const may = people.some(
          (who) => who.kind === kind && things.some(({ facts }) => verdictOn(way, facts, who) === 'may'),
        );
        if (!may) continue;
        calls += 1;
        if (!(await isDone(way, kind))) faults.push({ what: `${way} is never done`, example: kind });
      }
    return { calls, faults };
  };
});
