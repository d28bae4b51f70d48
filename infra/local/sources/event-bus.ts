import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Assembly } from '../assembly.ts';
import { type BusEvent, busEvent } from '../bus-event.ts';
import type { FunctionError, Outcome } from '../functions/environment.ts';
import { matches } from './event-pattern.ts';
import type { Source } from './source.ts';

/** The default event bus: hands events to the targets of the rules they match, and keeps the rules' clocks. */
export type EventBus = {
  put(event: BusEvent): void;
  /** One source per target of a rule. */
  readonly sources: readonly Source[];
};

type Options = {
  readonly assembly: Assembly;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Outcome>;
  /** Sends what failed too often to the queue that the template names for it. */
  readonly giveUp: (queueArn: string, message: object) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Base of the waits between attempts; AWS waits a minute, then two. */
  readonly retrySeconds: number;
};

/** Lambda repeats an asynchronous invocation that failed twice (Lambda guide, "Asynchronous invocation"). */
const RETRIES = 2;

/** What Lambda sends to the failure destination of an asynchronous invocation (its guide, "Invocation record"). */
const invocationRecord = (functionArn: string, payload: unknown, attempts: number, error: FunctionError) => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId: randomUUID(),
    functionArn: `${functionArn}:$LATEST`,
    condition: 'RetriesExhausted',
    approximateInvokeCount: attempts,
  },
  requestPayload: payload,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: error,
});

/** Opens the bus with the rules of an assembly. */
export function openEventBus({ assembly, invoke, giveUp, onError, retrySeconds }: Options): EventBus {
  const configOf = (functionName: string) =>
    assembly
      .ofType('AWS::Lambda::EventInvokeConfig')
      .find(({ properties }) => properties.FunctionName === functionName)?.properties;

  const invokeUntilDone = async (functionArn: string, event: unknown): Promise<void> => {
    const config = configOf(assembly.find('AWS::Lambda::Function', functionArn).name);
    const retries = config?.MaximumRetryAttempts ?? RETRIES;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await invoke(functionArn, event);
      if (outcome.ok) return;
      onError(outcome.error);
      if (attempt > retries) {
        const destination = config?.DestinationConfig?.OnFailure.Destination;
        if (destination === undefined) return;
        return giveUp(destination, invocationRecord(functionArn, event, attempt, outcome.error));
      }
      await sleep(retrySeconds * 1000 * attempt);
    }
  };

  const listeners: ((event: BusEvent) => void)[] = [];
  const sources = assembly.ofType('AWS::Events::Rule').flatMap(({ arn, properties }) =>
    properties.Targets.map(({ Arn }) => {
      const { EventPattern: pattern, ScheduleExpression: everyMs } = properties;
      const ticking = {
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        resources: [arn],
        detail: {},
      };
      const tick = (): BusEvent => busEvent(assembly, ticking);
      const functionName = assembly.find('AWS::Lambda::Function', Arn).name;
      const source = heldSource(functionName, (event) => invokeUntilDone(Arn, event), everyMs, tick);
      if (pattern) listeners.push((event) => matches(pattern, event) && source.take(event));
      return source;
    }),
  );

  return {
    put: (event) => {
      for (const listener of listeners) listener(event);
    },
    sources,
  };
}

/** A source that is given events instead of looking for them, and holds them while it is paused. */
function heldSource(
  functionName: string,
  handOver: (event: unknown) => Promise<void>,
  everyMs: number | undefined,
  tick: () => unknown,
): Source & { take(event: unknown): void } {
  const held: unknown[] = [];
  const underWay = new Set<Promise<void>>();
  let running = false;
  let timer: NodeJS.Timeout | undefined;

  const take = (event: unknown): void => {
    if (!running) {
      held.push(event);
      return;
    }
    const work = handOver(event).finally(() => underWay.delete(work));
    underWay.add(work);
  };

  return {
    functionName,
    take,
    pause: async () => {
      running = false;
      clearInterval(timer);
      await Promise.allSettled(underWay);
    },
    resume: () => {
      if (running) return;
      running = true;
      for (const event of held.splice(0)) take(event);
      if (everyMs !== undefined) timer = setInterval(() => take(tick()), everyMs);
    },
  };
}
