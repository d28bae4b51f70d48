import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import * as z from 'zod';
import { type Ground, layGround } from './ground.ts';

/** A part of a proof: so many runs from a seed that repeats them. */
export type Block = { readonly seed: number; readonly runs: number };

/** Something that does not hold: what, and the case in which it was found first. */
const Fault = z.object({ what: z.string(), example: z.string() });
export type Fault = z.infer<typeof Fault>;

/** How a block went. */
const Outcome = z.object({ calls: z.int(), faults: z.array(Fault) });
export type Outcome = z.infer<typeof Outcome>;

/** Runs of one block: short enough that no process is left with much at the end. */
const RUNS_OF_A_BLOCK = 1000;

/**
 * Serves blocks to the parent of this process, which began it for that. @param start makes what runs them
 */
export function serveBlocks(start: (ground: Ground) => Promise<(block: Block) => Promise<Outcome>>): void {
  let run: ((block: Block) => Promise<Outcome>) | undefined;
  process.on('message', async (said: { readonly ground: Ground } | { readonly block: Block }) => {
    if ('ground' in said) run = await start(said.ground);
    process.send?.('block' in said ? await run?.(said.block) : { calls: 0, faults: [] });
  });
  process.on('disconnect', () => process.exit());
}

/** A process that serves blocks. */
function begin(child: URL) {
  const env = { ...process.env, POWERTOOLS_LOG_LEVEL: 'SILENT' };
  const worker = fork(child, { execArgv: [], env });
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`a process of the proof ended with ${code}`);
  });
  // It is heard where something is waited for.
  ended.catch(() => {});
  return {
    /** Says something and waits for what it answers. @throws Error when it dies of it */
    told: async (said: { readonly ground: Ground } | { readonly block: Block }): Promise<Outcome> => {
      const answer = new Promise<unknown>((resolve) => {
        worker.once('message', resolve);
      });
      worker.send(said);
      return Outcome.parse(await Promise.race([answer, ended]));
    },
    end: () => worker.kill(),
  };
}

/** How a proof went: each thing that does not hold, with how often it was met. */
export type Proof = {
  readonly calls: number;
  readonly faults: readonly (Fault & { readonly times: number })[];
};

/**
 * Runs the blocks of a proof, as many at once as there are processors: each in a process of its own, where the functions
 * are loaded as they are, and answered from memory.
 * @param child the module that serves them
 * @param onProgress told after each block how many runs are done
 */
export async function proveInBlocks(
  child: URL,
  { seed, runs }: Block,
  onProgress: (done: number) => void = () => {},
): Promise<Proof> {
  const { clear, ...ground } = await layGround();
  const blocks = Array.from({ length: Math.ceil(runs / RUNS_OF_A_BLOCK) }, (_, place): Block => {
    return { seed: seed + place, runs: Math.min(RUNS_OF_A_BLOCK, runs - place * RUNS_OF_A_BLOCK) };
  });
  const outcomes: Outcome[] = [];
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = begin(child);
    try {
      await worker.told({ ground });
      for (let block = blocks.shift(); block; block = blocks.shift()) {
        outcomes.push(await worker.told({ block }));
        done += block.runs;
        onProgress(done);
      }
    } finally {
      worker.end();
    }
  };
  try {
    const workers = Math.min(availableParallelism(), blocks.length);
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    await clear();
  }
  const found = Map.groupBy(
    outcomes.flatMap(({ faults }) => faults),
    ({ what }) => what,
  );
  return {
    calls: outcomes.reduce((sum, { calls }) => sum + calls, 0),
    faults: [...found].map(([what, [first, ...others]]) => ({
      what,
      example: first?.example ?? '',
      times: 1 + others.length,
    })),
  };
}

/** What does not hold, a sentence each. */
export const sentencesOf = ({ faults }: Proof): readonly string[] =>
  faults.map(({ what, example, times }) => `${what} (${times} times; first: ${example})`);
