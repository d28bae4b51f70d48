import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bareCallee, functionCallee } from './callee.ts';
import { type ColdStart, coldStart } from './cold-start.ts';
import { processesWith } from './function-process.ts';
import { type Exchange, type RecordedCall, recordCalls } from './recorded-call.ts';
import { startStub } from './stub.ts';
import { type WarmCall, warmCall } from './warm-call.ts';

/** What one function of the API costs by itself. */
export type Measured = {
  readonly call: RecordedCall;
  readonly warm: WarmCall;
  /** With its code compiled when it was built, and the bare client's too; and compiled at each start. */
  readonly compiled: ColdStart;
  readonly asUsual: ColdStart;
};

/** What the bare client is asked in its one call: to read a procedure. */
function oneRead(calls: readonly RecordedCall[]): Exchange {
  const [read] = calls.find(({ id }) => id === 'read-procedure')?.exchanges ?? [];
  if (!read) throw new Error('nobody reads a procedure');
  return read;
}

/** Measures the functions that were built, each in processes of its own against an AWS that answers at once. */
export async function measureFunctions(): Promise<readonly Measured[]> {
  const calls = await recordCalls();
  const made = await mkdtemp(path.join(tmpdir(), 'motcua-bench-'));
  const read = oneRead(calls);
  const stub = await startStub(made);
  try {
    const start = await processesWith(stub, made);
    const bare = await bareCallee('bare-call', 'bare-call', JSON.parse(read.body), made);
    const measured: Measured[] = [];
    for (const call of calls) {
      await stub.answerAs([...call.exchanges, read]);
      const callee = await functionCallee(call, made);
      measured.push({
        call,
        warm: await warmCall({ start, stub, made }, call.id, callee),
        compiled: await coldStart(start, callee, bare, 'compiled'),
        asUsual: await coldStart(start, callee, bare, 'asUsual'),
      });
    }
    return measured;
  } finally {
    stub.stop();
    await rm(made, { recursive: true });
  }
}
