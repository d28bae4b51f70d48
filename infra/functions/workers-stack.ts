import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Watch, Worker } from '../../shared/event/worker.ts';
import { METRIC_NAMESPACE, metricDimensions } from '../../shared/metrics.ts';
import { ImpactAlarm } from '../alarms.ts';
import type { DataStack } from '../data/data-stack.ts';
import type { EventsStack } from '../events/events-stack.ts';
import { DeadLetterQueue } from '../events/queues.ts';
import type { Settings } from '../settings/shape.ts';
import { pascalCase } from './contract.ts';
import { ContractFunction } from './contract-function.ts';
import { resourcesFor } from './grants.ts';
import { connect, givingTo } from './triggers.ts';

/** How often most clocks strike by which something is counted. */
const USUAL_MINUTES = 5;

/** How long it may be from one count of these workers to the next. */
const minutesBetween = (workers: readonly Worker[]): number =>
  Math.max(...workers.map(({ trigger }) => (trigger.kind === 'schedule' ? trigger.minutes : USUAL_MINUTES)));

export type WorkersStackProps = StackProps & {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly events: EventsStack;
  readonly workers: readonly Worker[];
};

/**
 * What no client calls, and keeps nothing: the function of each worker, with what its contract states and what wakes it, and the
 * alarms on all functions.
 */
export class WorkersStack extends Stack {
  readonly #alarms: ITopic;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, props: WorkersStackProps) {
    const { settings, data, events, workers, ...stackProps } = props;
    super(scope, id, stackProps);
    this.#alarms = events.alarms;
    this.#settings = settings;
    const resources = resourcesFor(this, { settings, data, events });
    const failures = new DeadLetterQueue(this, 'Failures', {
      alarms: events.alarms,
      impact:
        'Papers, orders or payments wait for work that has failed for good: each message names its function.',
    });
    const clock = this.clockRole();
    clock.addToPolicy(givingTo(failures));
    for (const worker of workers) {
      const handler = new ContractFunction(this, pascalCase(worker.id), {
        contract: worker,
        resources,
        timeout: Duration.seconds(worker.timeoutSeconds),
        impact: worker.impact,
        ...(worker.watches && { environment: ['STAGE'] }),
      });
      connect(worker, handler, {
        resources,
        queues: events.queues,
        failures,
        clock,
        clockMinutes: settings.clockMinutes,
        alarms: events.alarms,
      });
    }
    // Two workers may share one.
    for (const watch of new Set(workers.flatMap(({ watches = [] }) => watches)))
      this.watch(watch, minutesBetween(workers.filter(({ watches }) => watches?.includes(watch))));
    this.alarmWhenFunctionsFail();
    this.alarmWhenThrottled(data.table);
  }

  /** EventBridge Scheduler says of itself the group of its schedules (its guide, confused deputy prevention). */
  private clockRole(): Role {
    const group = this.formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    return new Role(this, 'Clock', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account, 'aws:SourceArn': group } },
      }),
    });
  }

  /**
   * What workers count themselves, in CloudWatch's embedded metric format. Where a count comes more seldom than every five
   * minutes, one is enough: for the periods between, silence would pass for good.
   */
  private watch({ metric, above, impact }: Watch, minutes: number): void {
    new ImpactAlarm(this, metric, {
      alarms: this.#alarms,
      metric: new Metric({
        namespace: METRIC_NAMESPACE,
        metricName: metric,
        dimensionsMap: metricDimensions(this.#settings.stage),
        period: Duration.minutes(minutes),
        statistic: 'max',
      }),
      above,
      periods: minutes > USUAL_MINUTES ? 1 : 3,
      impact,
      runbook: 'measurements',
    });
  }

  /**
   * One alarm on what Lambda adds up over all functions: an alarm costs by the metrics it looks at, and one for each
   * function would be most of what a stage costs at rest. Which function it is, the runbook's command tells.
   */
  private alarmWhenFunctionsFail(): void {
    new ImpactAlarm(this, 'FunctionsFail', {
      alarms: this.#alarms,
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        period: Duration.minutes(5),
        statistic: 'sum',
      }),
      above: 0,
      periods: 2,
      impact: 'A function fails, and its description says what citizens lose by it.',
      runbook: 'function-errors',
    });
  }

  /** The limits that all functions and all dossiers share. */
  private alarmWhenThrottled({ tableName }: ITable): void {
    const { read, write } = this.#settings.tableUnits;
    const period = Duration.minutes(5);
    const alarm = (id: string, above: number, impact: string, namespace: string, metricName: string) =>
      new ImpactAlarm(this, id, {
        alarms: this.#alarms,
        metric: new Metric({
          namespace,
          metricName,
          period,
          statistic: 'sum',
          ...(namespace === 'AWS/DynamoDB' && { dimensionsMap: { TableName: tableName } }),
        }),
        above,
        impact,
        runbook: 'throttles',
      });
    const now = 'Citizens and officers are told to try again later.';
    alarm('FunctionsThrottled', 10, now, 'AWS/Lambda', 'Throttles');
    alarm('WritesThrottled', 10, now, 'AWS/DynamoDB', 'WriteThrottleEvents');
    alarm('ReadsThrottled', 10, now, 'AWS/DynamoDB', 'ReadThrottleEvents');
    const soon =
      'The table nears its ceiling, above which citizens and officers are told to try again later.';
    const fourFifths = (unitsPerSecond: number) => 0.8 * unitsPerSecond * period.toSeconds();
    alarm('WritesNearCeiling', fourFifths(write), soon, 'AWS/DynamoDB', 'ConsumedWriteCapacityUnits');
    alarm('ReadsNearCeiling', fourFifths(read), soon, 'AWS/DynamoDB', 'ConsumedReadCapacityUnits');
  }
}
