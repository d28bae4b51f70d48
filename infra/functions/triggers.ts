import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import {
  EventInvokeConfig,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, TimeZone } from 'aws-cdk-lib/core';
import { OBJECT_PREFIX } from '../../shared/document/document.ts';
import type { QueueName, Worker } from '../../shared/event/worker.ts';
import { ImpactAlarm } from '../alarms.ts';
import type { ContractFunction } from './contract-function.ts';
import { type Resources, useOfKey } from './grants.ts';

/** Where what wakes workers comes from. */
export type Sources = {
  readonly resources: Resources;
  readonly queues: ReadonlyMap<QueueName, Queue>;
  /** Where what failed for good waits of what the bus or a clock set off. */
  readonly failures: Queue;
  /** The role in which EventBridge Scheduler invokes what a clock wakes. */
  readonly clock: Role;
  /** How long such a clock is silent at most, where the stage says so. */
  readonly clockMinutes: number | undefined;
  readonly alarms: ITopic;
};

/** Lets a worker's function be woken as its contract says. */
export function connect({ id, trigger, impact }: Worker, worker: ContractFunction, sources: Sources): void {
  switch (trigger.kind) {
    case 'outbox':
      connectOutbox(impact, worker, sources);
      break;
    case 'errand':
      connectErrand(id, worker, sources);
      break;
    case 'queue':
      connectQueue(trigger.queue, worker, sources);
      break;
    case 'mail-reported':
      connectRule(worker, sources, {
        source: ['aws.ses'],
        detailType: ['Email Delivered', 'Email Bounced', 'Email Complaint Received', 'Email Rejected'],
        detail: {
          mail: {
            tags: {
              'ses:configuration-set': [sources.resources.emailConfigurationSet.configurationSetName],
            },
          },
        },
      });
      break;
    case 'object-scanned':
      connectRule(worker, sources, {
        source: ['aws.guardduty'],
        detailType: ['GuardDuty Malware Protection Object Scan Result'],
        detail: {
          s3ObjectDetails: {
            bucketName: [sources.resources.documents.name],
            objectKey: [{ prefix: OBJECT_PREFIX }],
          },
        },
      });
      break;
    case 'schedule': {
      const every = Duration.minutes(Math.min(trigger.minutes, sources.clockMinutes ?? trigger.minutes));
      connectClock(worker, sources, ScheduleExpression.rate(every));
      alarmWhenRunsStayAway(every, impact, worker, sources);
      break;
    }
    case 'daily': {
      const { hour, atLeisure } = trigger;
      connectClock(
        worker,
        sources,
        ScheduleExpression.cron({ hour: `${hour}`, minute: '0', timeZone: TimeZone.ASIA_HO_CHI_MINH }),
      );
      if (!atLeisure) alarmWhenRunsStayAway(Duration.days(1), impact, worker, sources);
    }
  }
}

/**
 * Changes of dossiers that tell something. The events travel with the dossier's own item, so their order is the one
 * that Lambda keeps when batches of a shard run side by side (Lambda developer guide, DynamoDB streams: in-order
 * processing at the item level). It never gives up while the stream holds a record, which is 24 hours; what a longer
 * outage loses comes back by `npm run ops -- republish`.
 */
function connectOutbox(impact: string, worker: ContractFunction, sources: Sources): void {
  connectStream('Outbox', worker, sources, {
    pattern: { outbox: { S: FilterRule.exists() } },
    batchSize: 100,
    bisectBatchOnError: true,
  });
  new ImpactAlarm(worker, 'Behind', {
    alarms: sources.alarms,
    metric: worker.function.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'max' }),
    above: Duration.minutes(2).toMilliseconds(),
    periods: 3,
    impact: `${impact} After 24 hours the stream begins to forget.`,
    runbook: 'outbox',
  });
}

/**
 * What an item asks of a worker by its attribute `errand`, written in the transaction of whoever asks: no queue has to be
 * paid for at rest, and what Lambda reads of a stream costs nothing (DynamoDB pricing). One errand after the other in
 * each lane, tried again until it is done or the stream forgets it after 24 hours. With the outbox that makes two readers,
 * the most that a shard of a stream bears (DynamoDB developer guide, Streams and Lambda triggers).
 */
const connectErrand = (id: string, worker: ContractFunction, sources: Sources): void =>
  connectStream('Errand', worker, sources, {
    pattern: { errand: { S: FilterRule.isEqual(id) } },
    batchSize: 1,
  });

type StreamReading = {
  /** Of the attributes of an item as it is since a change. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly batchSize: number;
  readonly bisectBatchOnError?: boolean;
};

/** Lets a worker read the changes of the table that fit a pattern. */
function connectStream(
  name: string,
  worker: ContractFunction,
  { resources }: Sources,
  { pattern, ...reading }: StreamReading,
): void {
  const { table, settings } = resources;
  if (!table.tableStreamArn) throw new Error('who reads changes needs the stream of the table');
  worker.allow(
    new PolicyStatement({
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      resources: [table.tableStreamArn],
    }),
    useOfKey(resources.dataKey, 'dynamodb', settings, 'kms:Decrypt'),
  );
  new EventSourceMapping(worker, name, {
    target: worker.function,
    eventSourceArn: table.tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.or('INSERT', 'MODIFY'),
        dynamodb: { NewImage: pattern },
      }),
    ],
    parallelizationFactor: settings.concurrency.outbox,
    reportBatchItemFailures: true,
    retryAttempts: -1,
    ...reading,
  });
}

function connectQueue(name: QueueName, worker: ContractFunction, { resources, queues }: Sources): void {
  const queue = queues.get(name);
  if (!queue) throw new Error(`no queue ${name}`);
  worker.allow(
    new PolicyStatement({
      // Those of AWSLambdaSQSQueueExecutionRole: what fails comes back by the queue's own visibility timeout.
      actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      resources: [queue.queueArn],
    }),
  );
  new EventSourceMapping(worker, 'Queue', {
    target: worker.function,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    maxConcurrency: resources.settings.concurrency.consumers,
    reportBatchItemFailures: true,
  });
}

/** For how long Lambda, the bus and the clock try again. */
const MAX_EVENT_AGE = Duration.hours(6);

/** Lambda itself tries three times what the bus or a clock set off; then what failed waits in a queue. */
function keepFailures(worker: ContractFunction, { failures }: Sources): void {
  worker.allow(givingTo(failures));
  new EventInvokeConfig(worker, 'Retries', {
    function: worker.function,
    retryAttempts: 2,
    maxEventAge: MAX_EVENT_AGE,
    onFailure: new SqsDestination(failures),
  });
}

/** What lets a role put messages into a queue of ours. */
export const givingTo = (queue: Queue): PolicyStatement =>
  new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });

function connectRule(worker: ContractFunction, sources: Sources, eventPattern: EventPattern): void {
  keepFailures(worker, sources);
  new Rule(worker, 'Rule', { eventPattern }).addTarget(
    new LambdaFunction(worker.function, { deadLetterQueue: sources.failures, maxEventAge: MAX_EVENT_AGE }),
  );
}

function connectClock(worker: ContractFunction, sources: Sources, schedule: ScheduleExpression): void {
  keepFailures(worker, sources);
  const { clock, failures } = sources;
  const { functionArn: arn } = worker.function;
  clock.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [arn] }));
  new Schedule(worker, 'Clock', {
    schedule,
    // CDK's own target would let the role invoke every version of the function, by a wildcard.
    target: {
      bind: () => ({
        arn,
        role: clock,
        deadLetterConfig: { arn: failures.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: MAX_EVENT_AGE.toSeconds() },
      }),
    },
  });
}

/** Nothing rings by itself when a clock has stopped: so silence must. */
function alarmWhenRunsStayAway(
  period: Duration,
  impact: string,
  worker: ContractFunction,
  { alarms }: Sources,
): void {
  new ImpactAlarm(worker, 'NotRun', {
    alarms,
    metric: worker.function.metricInvocations({ period, statistic: 'sum' }),
    below: 1,
    periods: 3,
    impact,
    runbook: 'missed-runs',
  });
}
