import { setTimeout as sleep } from 'node:timers/promises';

/** Something that wakes a function: a queue, a stream, a rule. */
export type Source = {
  readonly functionName: string;
  /** Stops taking anything new, and waits until what is under way has ended. */
  pause(): Promise<void>;
  resume(): void;
};

/** Waits between two looks after one that failed, so that a service that is down is not flooded. */
const AFTER_ERROR_MS = 1_000;

/**
 * A source that looks again and again: `look` takes what is there, hands it over and comes back. Its signal is
 * aborted by a pause; what it has not finished then it finds again when it is resumed.
 */
export function lookingSource(
  functionName: string,
  look: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): Source {
  let running: { controller: AbortController; ended: Promise<void> } | undefined;

  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await look(signal);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        await sleep(AFTER_ERROR_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  return {
    functionName,
    pause: async () => {
      const paused = running;
      running = undefined;
      paused?.controller.abort();
      await paused?.ended;
    },
    resume: () => {
      if (running) return;
      const controller = new AbortController();
      running = { controller, ended: run(controller.signal) };
    },
  };
}
