import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Invocation, WorkerData } from './worker.ts';

const functionError = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).optional(),
});

/** What Lambda answers when a function fails: the shape of its error payload. */
export type FunctionError = Readonly<z.infer<typeof functionError>>;

export type Outcome =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: FunctionError };

/** A function of the template, as its execution environments need it. */
export type FunctionDefinition = {
  readonly name: string;
  readonly arn: string;
  /** The directory of the unpacked code: Lambda's `/var/task`. */
  readonly directory: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroupName: string;
};

/** One worker thread with a function loaded in it: takes one invocation at a time. */
export type ExecutionEnvironment = {
  /** Never rejects. After an outcome that leaves it unusable (time out, crash) `dead` is true. */
  invoke(payload: unknown): Promise<Outcome>;
  readonly dead: boolean;
  end(): Promise<void>;
};

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.string() }),
  z.object({ ok: z.literal(false), error: functionError }),
]);

/** Lambda gives the initialization ten seconds that do not count towards the timeout (Lambda guide, "Init phase"). */
const INIT_SECONDS = 10;

/** Bytes of a request and of a response, at most, which Lambda tells in these figures (Lambda quotas). */
const LONGEST_REQUEST = 6_291_456;
const LONGEST_RESPONSE = 6_291_556;

/** What Lambda answers to a request that is too long. */
export const TOO_LARGE = 'RequestEntityTooLargeException';

const failed = (errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  error: { errorType, errorMessage },
});

/** Starts an execution environment; what the function writes to its standard streams goes to `log`. */
export function startEnvironment(definition: FunctionDefinition, log: Writable): ExecutionEnvironment {
  const { directory, handler, timeoutSeconds, memoryMegabytes } = definition;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { directory, handler } satisfies WorkerData,
    env: { ...definition.environment },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  // Without these pipes ending the log: several environments share one file.
  worker.stdout.pipe(log, { end: false });
  worker.stderr.pipe(log, { end: false });

  const { promise: death, resolve } = Promise.withResolvers<Outcome>();
  let dead = false;
  const die = (outcome: Outcome): void => {
    dead = true;
    resolve(outcome);
  };
  worker.on('error', (error) => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    die(failed(name, message));
  });
  worker.on('exit', (code) =>
    die(failed('Runtime.ExitError', `Runtime exited with error: exit status ${code}`)),
  );

  /** The next message of the worker, or what it died of; at the time out it is ended. */
  const next = async (
    seconds: number,
    timedOut: string,
  ): Promise<{ message: unknown } | { died: Outcome }> => {
    const waiting = new AbortController();
    const timer = setTimeout(() => {
      die(failed('Sandbox.Timedout', timedOut));
      void worker.terminate();
    }, seconds * 1000);
    try {
      return await Promise.race([
        once(worker, 'message', waiting).then(([message]) => ({ message })),
        death.then((died) => ({ died })),
      ]);
    } finally {
      clearTimeout(timer);
      waiting.abort();
    }
  };
  const ready = next(INIT_SECONDS, `Init phase timed out after ${INIT_SECONDS.toFixed(2)} seconds`);

  return {
    get dead() {
      return dead;
    },
    invoke: async (payload) => {
      const event = JSON.stringify(payload);
      if (Buffer.byteLength(event) > LONGEST_REQUEST)
        return failed(TOO_LARGE, `Request must be smaller than ${LONGEST_REQUEST} bytes`);
      const started = await ready;
      if ('died' in started) return started.died;
      const requestId = randomUUID();
      const deadline = Date.now() + timeoutSeconds * 1000;
      const context = {
        awsRequestId: requestId,
        functionName: definition.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: definition.arn,
        memoryLimitInMB: String(memoryMegabytes),
        logGroupName: definition.logGroupName,
        logStreamName: 'local',
      };
      worker.postMessage({ event, deadline, context } satisfies Invocation);
      const timedOut = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      const answer = await next(timeoutSeconds, timedOut);
      if ('died' in answer) return answer.died;
      const parsed = answerSchema.parse(answer.message);
      if (!parsed.ok) return parsed;
      if (Buffer.byteLength(parsed.result) > LONGEST_RESPONSE)
        return failed(
          'Function.ResponseSizeTooLarge',
          `Response payload size exceeded maximum allowed payload size (${LONGEST_RESPONSE} bytes).`,
        );
      return { ok: true, result: JSON.parse(parsed.result) };
    },
    end: async () => {
      dead = true;
      await worker.terminate();
    },
  };
}
