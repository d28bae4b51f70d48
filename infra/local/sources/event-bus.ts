import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cron } from 'croner';
import type { Assembly } from '../assembly.ts';
import { type BusEvent, busEvent } from '../bus-event.ts';
import type { FunctionError, Outcome } from '../functions/environment.ts';
import { matches } from './event-pattern.ts';
import type { Source } from './source.ts';

/** The default event bus, which hands events to the targets of the rules they match, and the Scheduler's clocks. */
export type EventBus = {
  put(event: BusEvent): void;
  /** One source per target of a rule or a schedule. */
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

/** Opens the bus with the rules and schedules of an assembly. */
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
  const nameOf = (functionArn: string): string => assembly.find('AWS::Lambda::Function', functionArn).name;
  const ruled = assembly.ofType('AWS::Events::Rule').flatMap(({ properties: { EventPattern, Targets } }) =>
    Targets.map(({ Arn }) => {
      const source = heldSource(nameOf(Arn), (event) => invokeUntilDone(Arn, event));
      listeners.push((event) => matches(EventPattern, event) && source.take(event));
      return source;
    }),
  );
  const timed = assembly.ofType('AWS::Scheduler::Schedule').map(({ arn, properties }) => {
    const { Target, ScheduleExpression, ScheduleExpressionTimezone: zone } = properties;
    const strike = () =>
      busEvent(assembly, {
        source: 'aws.scheduler',
        'detail-type': 'Scheduled Event',
        resources: [arn],
        detail: {},
      });
    return heldSource(nameOf(Target.Arn), (event) => invokeUntilDone(Target.Arn, event), {
      untilNext: () => millisecondsUntilNext(ScheduleExpression, zone),
      strike,
    });
  });

  return {
    put: (event) => {
      for (const listener of listeners) listener(event);
    },
    sources: [...ruled, ...timed],
  };
}

/** A source that is given events, by others or by a clock, and holds them while it is paused; the clock stops then. */
function heldSource(
  functionName: string,
  handOver: (event: unknown) => Promise<void>,
  clock?: { readonly untilNext: () => number; readonly strike: () => unknown },
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
  const wait = (): void => {
    if (!clock) return;
    timer = setTimeout(() => {
      take(clock.strike());
      wait();
    }, clock.untilNext());
  };

  return {
    functionName,
    take,
    pause: async () => {
      running = false;
      clearTimeout(timer);
      await Promise.allSettled(underWay);
    },
    resume: () => {
      if (running) return;
      running = true;
      for (const event of held.splice(0)) take(event);
      wait();
    },
  };
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A rate counts from when it begins; a cron is Scheduler's of six fields, without seconds and with a year. */
function millisecondsUntilNext(expression: string, timezone: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) return Number(count) * (UNITS[unit] ?? 0);
  return new Cron(`0 ${expression.slice('cron('.length, -1)}`, { timezone, paused: true }).msToNext() ?? 0;
}
