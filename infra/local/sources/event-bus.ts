import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Assembly, Resource } from '../assembly.ts';
import type { BusEvent } from '../door/bucket-events.ts';
import type { Outcome } from '../functions/environment.ts';
import { mayInvoke } from '../permissions.ts';
import { failedInvocation } from './discarded.ts';
import { matches } from './event-pattern.ts';
import type { GiveUp } from './mapping.ts';
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
  readonly giveUp: GiveUp;
  readonly onError: (error: unknown) => void;
  /** Base of the waits between attempts; AWS waits a minute, then two. */
  readonly retrySeconds: number;
};

// Strict, so that a setting which nothing here heeds stops the local run instead of being ignored.
const ruleSchema = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  Tags: z.unknown().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ScheduleExpression: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  Targets: z
    .array(
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        Input: z.string().optional(),
        // Both concern invocations that Lambda itself does not take, which here never happens.
        RetryPolicy: z.unknown().optional(),
        DeadLetterConfig: z.unknown().optional(),
      }),
    )
    .default([]),
});
type Target = z.infer<typeof ruleSchema>['Targets'][number];

const invokeConfigSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
});

/** Lambda repeats an asynchronous invocation that failed twice (Lambda guide, "Asynchronous invocation"). */
const RETRIES = 2;

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** Milliseconds between runs of `rate(5 minutes)`. Throws on other schedules: none is used. */
export function rateOf(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const [, milliseconds] = Object.entries(units).find(([name]) => name === unit) ?? [];
  if (milliseconds === undefined)
    throw new Error(`the local run knows no schedule but rate(...), not ${expression}`);
  return Number(count) * milliseconds;
}

/** Reads the rules of an assembly. Throws when one may not invoke its target. */
export function openEventBus({ assembly, invoke, giveUp, onError, retrySeconds }: Options): EventBus {
  const configOf = (functionArn: string) => {
    const { name } = assembly.find('AWS::Lambda::Function', functionArn);
    return assembly
      .ofType('AWS::Lambda::EventInvokeConfig')
      .map(({ properties }) => invokeConfigSchema.parse(properties))
      .find(({ FunctionName }) => [name, functionArn].includes(FunctionName));
  };

  const invokeUntilDone = async ({ Arn, Input }: Target, event: unknown): Promise<void> => {
    const payload: unknown = Input === undefined ? event : JSON.parse(Input);
    const config = configOf(Arn);
    const retries = config?.MaximumRetryAttempts ?? RETRIES;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await invoke(Arn, payload);
      if (outcome.ok) return;
      onError(outcome.error);
      if (attempt > retries) {
        const destination = config?.DestinationConfig?.OnFailure.Destination;
        if (destination === undefined) return;
        return giveUp(destination, failedInvocation(Arn, payload, attempt, outcome.error));
      }
      await sleep(retrySeconds * 1000 * attempt);
    }
  };

  const listeners: ((event: BusEvent) => void)[] = [];
  const sources = assembly.ofType('AWS::Events::Rule').flatMap((resource) => {
    const rule = ruleSchema.parse(resource.properties);
    return rule.Targets.map((target) => {
      if (!mayInvoke(assembly, target.Arn, 'events.amazonaws.com', resource.arn)) {
        throw new Error(`${resource.id}: no permission lets this rule invoke ${target.Arn}`);
      }
      const source = heldSource(
        assembly.find('AWS::Lambda::Function', target.Arn).name,
        (event: unknown) => invokeUntilDone(target, event),
        rule.State === 'ENABLED' && rule.ScheduleExpression ? rateOf(rule.ScheduleExpression) : undefined,
        () => tickOf(resource, assembly),
      );
      if (rule.State === 'ENABLED' && rule.EventPattern) {
        listeners.push((event) => matches(rule.EventPattern, event) && source.take(event));
      }
      return source;
    });
  });

  return {
    put: (event) => {
      for (const listener of listeners) listener(event);
    },
    sources,
  };
}

/** The event that a schedule makes. */
const tickOf = ({ arn }: Resource, { context }: Assembly): BusEvent => ({
  version: '0',
  id: randomUUID(),
  source: 'aws.events',
  'detail-type': 'Scheduled Event',
  account: context.accountId,
  region: context.region,
  time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  resources: [arn],
  detail: {},
});

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
