import type { Callee } from './callee.ts';
import type { StartProcess } from './function-process.ts';
import { median } from './statistics.ts';

/** CPU of import and first call, and of the same of the bare client, in milliseconds. */
export type ColdStart = {
  readonly ms: number;
  readonly bareMs: number;
};

const ROUNDS = 5;

/** Loads and calls a function in fresh processes, each time right after the bare client, so that what slows one slows both. */
export async function coldStart(
  start: StartProcess,
  own: Callee,
  bare: Callee,
  code: 'compiled' | 'asUsual',
): Promise<ColdStart> {
  const timed = async (callee: Callee): Promise<number> => {
    const started = await start(callee, code);
    await started.end();
    return started.startCpuMs;
  };
  const ofOwn: number[] = [];
  const ofBare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ofBare.push(await timed(bare));
    ofOwn.push(await timed(own));
  }
  return { ms: median(ofOwn), bareMs: median(ofBare) };
}
