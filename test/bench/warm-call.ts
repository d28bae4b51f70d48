import type { BareInput } from './bare-calls.ts';
import { bareCallee, type Callee } from './callee.ts';
import type { FunctionProcess, StartProcess } from './function-process.ts';
import type { Exchange } from './recorded-call.ts';
import { median } from './statistics.ts';
import type { Stub } from './stub.ts';

/** CPU of a warm call, and of the same calls of the bare SDK, in milliseconds; and memory after fifty calls, in bytes. */
export type WarmCall = {
  readonly ms: number;
  readonly memory: number;
  /** Undefined where a function asks AWS for nothing. */
  readonly bare: { readonly ms: number; readonly memory: number } | undefined;
};

const CALLS_BEFORE_MEMORY = 50;
const WARM_UP = 150;
const ROUNDS = 9;
const CALLS = 20;

/** Some sign for S3 besides. */
const signs: Readonly<Record<string, BareInput['signs']>> = {
  'declare-document': 'upload',
  'declare-result': 'upload',
  'open-document': 'opening',
  'open-result': 'opening',
  'open-sheet': 'opening',
  'open-register': 'opening',
  'open-hand-over-sheet': 'opening',
  'open-closing-sheet': 'opening',
};

const bareInput = (id: string, asked: readonly Exchange[]): BareInput => ({
  calls: asked.map(({ target, body }) => ({
    name: target.split('.')[1] as BareInput['calls'][number]['name'],
    input: JSON.parse(body),
  })),
  signs: signs[id],
});

/** Medians of the CPU per call of each, called in turns. */
async function inTurns(...processes: readonly FunctionProcess[]): Promise<readonly number[]> {
  const measured = processes.map((process) => ({ process, cpu: [] as number[] }));
  for (const { process } of measured) await process.call(WARM_UP);
  for (let round = 0; round < ROUNDS; round++)
    for (const { process, cpu } of measured) cpu.push((await process.call(CALLS)).cpuMs);
  return measured.map(({ cpu }) => median(cpu));
}

/** What a warm call of a function costs. @param made folder for what is made on the way */
export async function warmCall(
  { start, stub, made }: { readonly start: StartProcess; readonly stub: Stub; readonly made: string },
  id: string,
  callee: Callee,
): Promise<WarmCall> {
  const own = await start(callee, 'asUsual');
  await stub.asked();
  await own.call(1);
  const asked = await stub.asked();
  const { memory } = await own.call(CALLS_BEFORE_MEMORY - 2);
  if (asked.length === 0) {
    const [ms = 0] = await inTurns(own);
    await own.end();
    return { ms, memory, bare: undefined };
  }
  const bare = await start(
    await bareCallee('bare-calls', `bare-${id}`, bareInput(id, asked), made),
    'asUsual',
  );
  const { memory: bareMemory } = await bare.call(CALLS_BEFORE_MEMORY - 1);
  const [ms = 0, bareMs = 0] = await inTurns(own, bare);
  await own.end();
  await bare.end();
  return { ms, memory, bare: { ms: bareMs, memory: bareMemory } };
}
