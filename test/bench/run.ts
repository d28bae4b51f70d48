import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import { DepartmentAccess } from '../../infra/demo/department.ts';
import { TimesheetEntry } from './timesheet.ts';

/** Where a run keeps the assembly that it was started from, among its data. */
export const ASSEMBLIES = 'assemblies';

const Ready = z.object({
  kind: z.literal('ready'),
  apiUrl: z.url(),
  identityUrl: z.url(),
  table: z.string(),
  departments: z.array(DepartmentAccess),
});
const Counts = z.object({
  kind: z.literal('counts'),
  counts: z.array(
    z.object({ principal: z.string(), operation: z.string(), calls: z.number(), capacity: z.number() }),
  ),
  timesheet: z.array(TimesheetEntry),
});
export type Counted = Pick<z.infer<typeof Counts>, 'counts' | 'timesheet'>;
export type Count = Counted['counts'][number];

/** A local run in a process of its own, so that the load does not share a thread with what it loads. */
export type LocalRun = Omit<z.infer<typeof Ready>, 'kind'> & {
  /** From the start of the process until everything answered, in seconds. */
  readonly readySeconds: number;
  /** Calls that passed the door so far. */
  counts(): Promise<readonly Count[]>;
  /** Those, and what the functions have done. */
  counted(): Promise<Counted>;
  /** Invokes a function as its clock does, and waits for it. */
  wake(functionName: string): Promise<void>;
  /** Stops the publisher, or lets it go on where it stopped. */
  publish(on: boolean): Promise<void>;
  stop(): Promise<void>;
};

async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const gone = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`the local run ended with code ${code}`);
  });
  gone.catch(() => undefined);
  const [message] = await Promise.race([once(child, 'message', { signal: ended.signal }), gone]);
  ended.abort();
  return message;
}

/** Starts motcua as `npm start` does, with data in this directory. @throws Error when it does not start */
export async function startRun(basePort: number, dataDirectory: string): Promise<LocalRun> {
  const begun = performance.now();
  const child = fork(new URL('./run-child.ts', import.meta.url), [String(basePort), dataDirectory]);
  const { kind: _, ...ready } = Ready.parse(await messageOf(child));
  const ask = async (request: string) => {
    const answer = messageOf(child);
    child.send(request);
    return Counts.parse(await answer);
  };
  return {
    ...ready,
    readySeconds: (performance.now() - begun) / 1000,
    counts: async () => (await ask('counts')).counts,
    counted: () => ask('counts'),
    wake: async (functionName) => void (await ask(`wake ${functionName}`)),
    publish: async (on) => void (await ask(on ? 'let events go' : 'hold events back')),
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
