import { AccountPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  FifoThroughputScope,
  Subscription,
  SubscriptionFilter,
  SubscriptionProtocol,
  Topic,
} from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { QueueName, Worker } from '../../shared/event/worker.ts';
import { Budget } from '../budget.ts';
import { pascalCase } from '../functions/contract.ts';
import type { Settings } from '../settings/shape.ts';
import { deliveries, departmentQueueName } from './deliveries.ts';
import { Email } from './email.ts';
import { EventQueue } from './queues.ts';

export type EventsStackProps = StackProps & {
  readonly settings: Settings;
  readonly workers: readonly Worker[];
};

/** How events leave the system: one topic, and a queue for each who listens; e-mail, and what wakes people. */
export class EventsStack extends Stack {
  readonly key: Key;
  readonly events: Topic;
  /** Wakes people. */
  readonly alarms: Topic;
  /** The queues of our own consumers. */
  readonly queues: ReadonlyMap<QueueName, Queue>;
  readonly email: Email;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, { settings, workers, ...props }: EventsStackProps) {
    super(scope, id, props);
    this.#settings = settings;
    this.key = this.eventsKey();
    this.alarms = this.alarmTopic();
    // Never retained: it keeps nothing, and a FIFO topic bears a name that would be in the way of its successor.
    this.events = new Topic(this, 'Events', {
      fifo: true,
      fifoThroughputScope: FifoThroughputScope.MESSAGE_GROUP,
      masterKey: this.key,
      enforceSSL: true,
    });
    this.queues = new Map(workers.flatMap((worker) => this.consumerQueue(worker)));
    for (const department of settings.departments) this.departmentQueue(department);
    this.email = new Email(this, 'Email', { key: this.key, alarms: this.alarms });
    if (settings.budgetUsd) new Budget(this, 'Budget', settings.budgetUsd, settings.alarms.email);
    new CfnOutput(this, 'EventsTopicArn', { value: this.events.topicArn });
  }

  private alarmTopic(): Topic {
    const topic = new Topic(this, 'Alarms', { masterKey: this.key, enforceSSL: true });
    // A topic with a policy of its own no longer lets the account's services publish by default.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsRing',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    new Subscription(topic, 'OnCall', {
      topic,
      protocol: SubscriptionProtocol.EMAIL,
      endpoint: this.#settings.alarms.email,
    });
    return topic;
  }

  /** The queue of one of our own consumers, with the types of events its contract asks for. */
  private consumerQueue({ trigger, timeoutSeconds, impact }: Worker): [QueueName, Queue][] {
    if (trigger.kind !== 'queue') return [];
    const id = `${pascalCase(trigger.queue)}Queue`;
    const { queue, deadLetters } = new EventQueue(this, id, {
      key: this.key,
      alarms: this.alarms,
      impact,
      // Six times the function's, so that a throttled batch is not handed out twice (AWS Lambda guide on SQS).
      visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
      lateAfter: Duration.minutes(15),
      lateRunbook: 'late-messages',
    });
    const { types, delivery } = trigger;
    const filter = {
      ...(types && { type: SubscriptionFilter.stringFilter({ allowlist: [...types] }) }),
      ...(delivery && { delivery: SubscriptionFilter.stringFilter({ allowlist: [delivery] }) }),
    };
    this.subscribe(queue, deadLetters, filter);
    return [[trigger.queue, queue]];
  }

  /** The queue that one department reads from its own AWS account: the events of its agency, and no others. */
  private departmentQueue({ agency, awsAccount }: Settings['departments'][number]): void {
    const { province, stage } = this.#settings;
    const id = `DepartmentQueue${agency.replace('.', '')}`;
    const { queue, deadLetters } = new EventQueue(this, id, {
      key: this.key,
      alarms: this.alarms,
      impact: `Agency ${agency} of ${province.name} does not learn of dossiers that citizens filed with it.`,
      queueName: departmentQueueName(stage, agency),
      visibilityTimeout: Duration.minutes(deliveries.departmentMinutes),
      lateAfter: Duration.hours(4),
      lateRunbook: 'department-queues',
    });
    queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TheDepartmentReads',
        principals: [new AccountPrincipal(awsAccount)],
        actions: [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:GetQueueAttributes',
          'sqs:GetQueueUrl',
        ],
        resources: [queue.queueArn],
      }),
    );
    this.subscribe(queue, deadLetters, { agency: SubscriptionFilter.stringFilter({ allowlist: [agency] }) });
    new CfnOutput(this, `QueueUrl${agency.replace('.', '')}`, { value: queue.queueUrl });
  }

  /** The topic delivers to the queue; what it cannot deliver goes to the dead letters. */
  private subscribe(
    queue: Queue,
    deadLetterQueue: Queue,
    filterPolicy: Record<string, SubscriptionFilter>,
  ): void {
    queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TheTopicDelivers',
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': this.events.topicArn } },
      }),
    );
    new Subscription(queue, 'Subscription', {
      topic: this.events,
      protocol: SubscriptionProtocol.SQS,
      endpoint: queue.queueArn,
      rawMessageDelivery: true,
      deadLetterQueue,
      ...(Object.keys(filterPolicy).length > 0 && { filterPolicy }),
    });
  }

  /**
   * The services that put messages of ours into topics and queues, and what each says of itself when it uses their
   * key: a condition on what a service does not say would refuse it, and its messages would be lost without a word.
   */
  private deliverers(): Record<string, Record<string, Record<string, string>>> {
    const ours = (service: string, resource: string) => ({
      ArnLike: {
        'aws:SourceArn': `arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`,
      },
    });
    return {
      'cloudwatch.amazonaws.com': ours('cloudwatch', 'alarm:*'),
      'sns.amazonaws.com': ours('sns', '*'),
      // Neither tells KMS its account or its resource (SNS guide, "Managing encryption keys", on sources of events); who
      // may send through them, the policies of the queues and topics say.
      'events.amazonaws.com': {},
      'ses.amazonaws.com': {},
    };
  }

  /** A key of its own, so that no department is ever named by the key of the dossiers. */
  private eventsKey(): Key {
    const key = new Key(this, 'Key', {
      description: 'Events on their way',
      enableKeyRotation: true,
      // The longest there is: what it encrypts lives two weeks, and each version is paid for as long as the key.
      rotationPeriod: Duration.days(2560),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    for (const [service, conditions] of Object.entries(this.deliverers()))
      key.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal(service)],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions,
        }),
      );
    const readers = this.#settings.departments.map(({ awsAccount }) => new AccountPrincipal(awsAccount));
    if (readers.length > 0)
      key.addToResourcePolicy(
        new PolicyStatement({
          sid: 'DepartmentsReadTheirQueues',
          principals: readers,
          actions: ['kms:Decrypt'],
          resources: ['*'],
          conditions: { StringEquals: { 'kms:ViaService': `sqs.${this.region}.amazonaws.com` } },
        }),
      );
    return key;
  }
}
