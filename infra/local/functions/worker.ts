import { createRequire } from 'node:module';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/** What an execution environment is given to load. */
export type WorkerData = { readonly directory: string; readonly handler: string };

/** What it is given to do. */
export type Invocation = {
  /** JSON. */
  readonly event: string;
  /** Milliseconds since the epoch at which the environment is ended. */
  readonly deadline: number;
  readonly context: Readonly<Record<string, string>>;
};

/**
 * One execution environment of a function: loads its bundle once, then answers one invocation after another, as
 * Lambda's Node.js runtime does. Events and results cross as JSON, so that nothing passes here that AWS would lose.
 * It imports nothing that would make a cold start longer than it is in Lambda.
 */
const { directory, handler }: WorkerData = workerData;
const [moduleName = '', exportName = ''] = handler.split('.');

const loaded: unknown = createRequire(import.meta.url)(path.join(directory, moduleName));
const exported = typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, exportName) : undefined;
if (typeof exported !== 'function') throw new Error(`${handler} is undefined or not exported`);

parentPort?.on('message', async ({ event, deadline, context }: Invocation) => {
  try {
    const result: unknown = await exported(JSON.parse(event), {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    parentPort?.postMessage({ ok: true, result: JSON.stringify(result) ?? 'null' });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const trace = (error.stack ?? '').split('\n').map((line) => line.trim());
    parentPort?.postMessage({
      ok: false,
      error: { errorType: error.name, errorMessage: error.message, trace },
    });
  }
});
parentPort?.postMessage('ready');
