import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ImpactAlarm, type Runbook } from '../alarms.ts';
import { deliveries } from './deliveries.ts';

const KEPT = Duration.days(deliveries.keptDays);

/** By keys that SQS keeps itself: nobody who sends or reads needs a grant of one, in whatever account (SQS guide, encryption at rest). */
const encryption = QueueEncryption.SQS_MANAGED;

type Watched = {
  readonly alarms: ITopic;
  /** What a citizen loses while messages stay here. */
  readonly impact: string;
};

/** Where what could not be handled waits for a person. It rings as soon as one message is there. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { alarms, impact, fifo }: Watched & { readonly fifo?: true }) {
    super(scope, id, {
      encryption,
      enforceSSL: true,
      retentionPeriod: KEPT,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(fifo && highThroughputFifo),
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue: of a queue, of the stream or of events that a function failed on.',
    });
    new ImpactAlarm(this, 'NotEmpty', {
      alarms,
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'max',
      }),
      above: 0,
      impact,
      runbook: 'dead-letters',
    });
  }
}

export type EventQueueProps = Watched & {
  /** Only where another account must know it beforehand. */
  readonly queueName?: string;
  readonly visibilityTimeout?: Duration;
  /** How long each message is kept from its readers, which counts as no receive: of a FIFO queue the same for all. */
  readonly deliveryDelay?: Duration;
  /** Age of the oldest message from which somebody is waiting in vain. */
  readonly late?: { readonly after: Duration; readonly runbook: Runbook } | undefined;
};

/**
 * A queue of events, in order for each dossier, with its dead letters and the alarms of both. Each has dead letters of its
 * own: what the topic could not deliver does not say to whom, and SQS sends none of it back by itself (SQS guide,
 * troubleshooting of redrives).
 */
export class EventQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: EventQueueProps) {
    super(scope, id);
    const { alarms, impact, queueName, visibilityTimeout, deliveryDelay, late } = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { alarms, impact, fifo: true });
    this.queue = new Queue(this, 'Queue', {
      encryption,
      enforceSSL: true,
      retentionPeriod: KEPT,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: deliveries.most },
      ...highThroughputFifo,
      ...(queueName && { queueName }),
      ...(visibilityTimeout && { visibilityTimeout }),
      ...(deliveryDelay?.toSeconds() && { deliveryDelay }),
    });
    if (late)
      new ImpactAlarm(this, 'Late', {
        alarms,
        metric: this.queue.metricApproximateAgeOfOldestMessage({
          period: Duration.minutes(5),
          statistic: 'max',
        }),
        above: late.after.toSeconds(),
        impact,
        runbook: late.runbook,
      });
  }
}

/** Order and deduplication for each dossier by itself: 3,000 messages a second and more instead of 300 (SQS quotas). */
const highThroughputFifo = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
} as const;
