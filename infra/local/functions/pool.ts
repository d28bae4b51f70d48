import type { Writable } from 'node:stream';
import {
  type ExecutionEnvironment,
  type FunctionDefinition,
  type Outcome,
  startEnvironment,
} from './environment.ts';

/** Lets so many jobs run at once; the rest wait their turn in the order they came. */
export type Slots = { run<T>(job: () => Promise<T>): Promise<T>; waiting(): number };

export function createSlots(limit: number): Slots {
  let free = limit;
  const queue: (() => void)[] = [];
  return {
    waiting: () => queue.length,
    run: async (job) => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await job();
      } finally {
        const next = queue.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}

/** The execution environments of one function. */
export type Pool = { invoke(payload: unknown): Promise<Outcome>; stop(): Promise<void> };

/** What Lambda answers to a call beyond the function's concurrency. */
export const THROTTLED = 'TooManyRequestsException';

/** As many waiting invocations of one function as one machine takes before it says "throttled". */
const WAITING_LIMIT = 1_000;

/** Lambda ends environments that have had nothing to do for some minutes; here they hold memory. */
const IDLE_MS = 120_000;

/** Runs a function: one invocation at a time per environment, more environments on demand up to its concurrency. */
export function createPool(definition: FunctionDefinition, machine: Slots, openLog: () => Writable): Pool {
  const own = createSlots(definition.concurrency);
  const idle: { environment: ExecutionEnvironment; retirement: NodeJS.Timeout }[] = [];
  const live = new Set<ExecutionEnvironment>();
  let log: Writable | undefined;

  const start = (): ExecutionEnvironment => {
    log ??= openLog();
    const environment = startEnvironment(definition, log);
    live.add(environment);
    return environment;
  };
  const retire = (environment: ExecutionEnvironment): Promise<void> => {
    live.delete(environment);
    return environment.end();
  };
  const take = (): ExecutionEnvironment => {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      clearTimeout(kept.retirement);
      if (!kept.environment.dead) return kept.environment;
      live.delete(kept.environment);
    }
    return start();
  };
  const giveBack = (environment: ExecutionEnvironment): void => {
    if (environment.dead) {
      live.delete(environment);
      return;
    }
    const retirement = setTimeout(() => {
      idle.splice(
        idle.findIndex((kept) => kept.environment === environment),
        1,
      );
      void retire(environment);
    }, IDLE_MS);
    idle.push({ environment, retirement: retirement.unref() });
  };

  return {
    invoke: async (payload) => {
      if (own.waiting() >= WAITING_LIMIT) {
        return { ok: false, error: { errorType: THROTTLED, errorMessage: 'Rate Exceeded.' } };
      }
      return own.run(() =>
        machine.run(async () => {
          const environment = take();
          const outcome = await environment.invoke(payload);
          giveBack(environment);
          return outcome;
        }),
      );
    },
    stop: async () => {
      for (const { retirement } of idle.splice(0)) clearTimeout(retirement);
      await Promise.all([...live].map(retire));
      log?.end();
    },
  };
}
