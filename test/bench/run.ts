import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';

const Ready = z.object({
  kind: z.literal('ready'),
  apiUrl: z.url(),
  identityUrl: z.url(),
  table: z.string(),
  departments: z.array(
    z.object({
      agency: z.string(),
      queueUrl: z.url(),
      accessKeyId: z.string(),
      secretAccessKey: z.string(),
    }),
  ),
});
const Counts = z.object({
  kind: z.literal('counts'),
  counts: z.array(
    z.object({ principal: z.string(), operation: z.string(), calls: z.number(), capacity: z.number() }),
  ),
});
export type Count = z.infer<typeof Counts>['counts'][number];

/** A local run in a process of its own, so that the load does not share a thread with what it loads. */
export type LocalRun = Omit<z.infer<typeof Ready>, 'kind'> & {
  /** From the start of the process until everything answered, in seconds. */
  readonly readySeconds: number;
  /** Calls that passed the door so far. */
  counts(): Promise<readonly Count[]>;
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
    return Counts.parse(await answer).counts;
  };
  return {
    ...ready,
    readySeconds: (performance.now() - begun) / 1000,
    counts: () => ask('counts'),
    publish: async (on) => void (await ask(on ? 'let events go' : 'hold events back')),
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
