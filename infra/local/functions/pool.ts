import { availableParallelism } from 'node:os';
import type { Writable } from 'node:stream';
import pLimit, { type LimitFunction } from 'p-limit';
import {
  type ExecutionEnvironment,
  type FunctionDefinition,
  type Outcome,
  startEnvironment,
} from './environment.ts';

/** The execution environments of one function. */
export type Pool = { invoke(payload: unknown): Promise<Outcome>; stop(): Promise<void> };

/** What Lambda answers to a call beyond the function's concurrency. */
export const THROTTLED = 'TooManyRequestsException';

/** As many environments of one function as keep every core busy while as many others wait. */
const CONCURRENCY = 2 * availableParallelism();

/** As many invocations as run at once over all functions: beyond it they only slow each other down. */
export const TOTAL_CONCURRENCY = 4 * CONCURRENCY;

/** As many waiting invocations of one function as one machine takes before it says "throttled". */
const WAITING_LIMIT = 1_000;

/** Lambda ends environments that have had nothing to do for some minutes; here they hold memory. */
const IDLE_MS = 120_000;

/** Runs a function: one invocation at a time per environment, more environments on demand up to its concurrency. */
export function createPool(
  definition: FunctionDefinition,
  machine: LimitFunction,
  openLog: () => Writable,
): Pool {
  const own = pLimit(CONCURRENCY);
  const idle = new Map<ExecutionEnvironment, NodeJS.Timeout>();
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
  /** The one that rested least, so that those too many come to their end. */
  const take = (): ExecutionEnvironment => {
    for (const [environment, retirement] of [...idle].reverse()) {
      clearTimeout(retirement);
      idle.delete(environment);
      if (!environment.dead) return environment;
      live.delete(environment);
    }
    return start();
  };
  const giveBack = (environment: ExecutionEnvironment): void => {
    if (environment.dead) {
      live.delete(environment);
      return;
    }
    const retirement = setTimeout(() => {
      idle.delete(environment);
      void retire(environment);
    }, IDLE_MS);
    idle.set(environment, retirement.unref());
  };

  return {
    invoke: async (payload) => {
      if (own.pendingCount >= WAITING_LIMIT) {
        return { ok: false, error: { errorType: THROTTLED, errorMessage: 'Rate Exceeded.' } };
      }
      return own(() =>
        machine(async () => {
          const environment = take();
          const outcome = await environment.invoke(payload);
          giveBack(environment);
          return outcome;
        }),
      );
    },
    stop: async () => {
      for (const retirement of idle.values()) clearTimeout(retirement);
      await Promise.all([...live].map(retire));
      log?.end();
    },
  };
}
