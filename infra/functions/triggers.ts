import { Rule, type RuleProps, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  EventInvokeConfig,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
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
  readonly alarms: ITopic;
};

/** Lets a worker's function be woken as its contract says. */
export function connect({ trigger, impact }: Worker, worker: ContractFunction, sources: Sources): void {
  switch (trigger.kind) {
    case 'outbox':
      connectOutbox(impact, worker, sources);
      break;
    case 'queue':
      connectQueue(trigger.queue, worker, sources);
      break;
    case 'object-scanned':
      connectRule(worker, sources, {
        eventPattern: {
          source: ['aws.guardduty'],
          detailType: ['GuardDuty Malware Protection Object Scan Result'],
          detail: {
            s3ObjectDetails: {
              bucketName: [sources.resources.documents.name],
              objectKey: [{ prefix: OBJECT_PREFIX }],
            },
          },
        },
      });
      break;
    case 'schedule':
      connectRule(worker, sources, { schedule: Schedule.rate(Duration.minutes(trigger.minutes)) });
      alarmWhenRunsStayAway(trigger.minutes, impact, worker, sources);
  }
}

/**
 * Changes of dossiers that tell something. The events travel with the dossier's own item, so their order is the one
 * that Lambda keeps when batches of a shard run side by side (Lambda developer guide, DynamoDB streams: in-order
 * processing at the item level). It never gives up while the stream holds a record, which is 24 hours; what a longer
 * outage loses comes back by `npm run ops -- republish`.
 */
function connectOutbox(impact: string, worker: ContractFunction, { resources, alarms }: Sources): void {
  const { table, settings } = resources;
  if (!table.tableStreamArn) throw new Error('the outbox needs the stream of the table');
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
  new EventSourceMapping(worker, 'Outbox', {
    target: worker.function,
    eventSourceArn: table.tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.or('INSERT', 'MODIFY'),
        dynamodb: { NewImage: { outbox: { S: FilterRule.exists() } } },
      }),
    ],
    batchSize: 100,
    parallelizationFactor: settings.concurrency.outbox,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: -1,
  });
  const age = worker.function.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'max' });
  new ImpactAlarm(worker, 'Behind', {
    alarms,
    metric: age,
    above: Duration.minutes(2).toMilliseconds(),
    periods: 3,
    impact,
    runbook: 'outbox',
  });
  new ImpactAlarm(worker, 'FarBehind', {
    alarms,
    metric: age,
    above: Duration.hours(12).toMilliseconds(),
    impact: `${impact} In less than twelve hours the stream begins to forget.`,
    runbook: 'outbox',
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
    useOfKey(resources.eventsKey, 'sqs', resources.settings, 'kms:Decrypt'),
  );
  new EventSourceMapping(worker, 'Queue', {
    target: worker.function,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    maxConcurrency: resources.settings.concurrency.consumers,
    reportBatchItemFailures: true,
  });
}

/** An event of the bus or a clock. Lambda itself tries three times; then what failed waits in a queue. */
function connectRule(
  worker: ContractFunction,
  { resources, failures }: Sources,
  rule: Pick<RuleProps, 'eventPattern' | 'schedule'>,
): void {
  worker.allow(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
    useOfKey(resources.eventsKey, 'sqs', resources.settings, 'kms:Decrypt', 'kms:GenerateDataKey'),
  );
  const maxEventAge = Duration.hours(6);
  new EventInvokeConfig(worker, 'Retries', {
    function: worker.function,
    retryAttempts: 2,
    maxEventAge,
    onFailure: new SqsDestination(failures),
  });
  new Rule(worker, 'Rule', rule).addTarget(
    new LambdaFunction(worker.function, { deadLetterQueue: failures, maxEventAge }),
  );
}

/** Nothing rings by itself when a clock has stopped: so silence must. */
function alarmWhenRunsStayAway(
  minutes: number,
  impact: string,
  worker: ContractFunction,
  { alarms }: Sources,
): void {
  new ImpactAlarm(worker, 'NotRun', {
    alarms,
    metric: worker.function.metricInvocations({ period: Duration.minutes(minutes), statistic: 'sum' }),
    below: 1,
    periods: 3,
    impact,
    runbook: 'missed-runs',
  });
}
