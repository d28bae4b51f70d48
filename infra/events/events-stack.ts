import { AccountPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import {
  FifoThroughputScope,
  Subscription,
  SubscriptionFilter,
  SubscriptionProtocol,
  Topic,
} from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { QueueName, Worker } from '../../shared/event/worker.ts';
import { departmentQueueName, filterOf } from '../../shared/feed/subscription.ts';
import { Budget } from '../budget.ts';
import { pascalCase } from '../functions/contract.ts';
import type { Settings } from '../settings/shape.ts';
import { deliveries } from './deliveries.ts';
import { Email } from './email.ts';
import { EventQueue } from './queues.ts';

export type EventsStackProps = StackProps & {
  readonly settings: Settings;
  readonly workers: readonly Worker[];
};

/** How events leave the system: one topic, and a queue for each who listens; e-mail, and what wakes people. */
export class EventsStack extends Stack {
  readonly events: Topic;
  /** Wakes people. */
  readonly alarms: Topic;
  /** The queues of our own consumers. */
  readonly queues: ReadonlyMap<QueueName, Queue>;
  /** Those of departments. */
  readonly departments: readonly EventQueue[];
  readonly email: Email;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, { settings, workers, ...props }: EventsStackProps) {
    super(scope, id, props);
    this.#settings = settings;
    this.alarms = this.alarmTopic();
    // Never retained: it keeps nothing, and a FIFO topic bears a name that would be in the way of its successor.
    this.events = new Topic(this, 'Events', {
      fifo: true,
      fifoThroughputScope: FifoThroughputScope.MESSAGE_GROUP,
      // The key that SNS has in each account: all who may publish may use it, services of AWS may not (SNS guide, key
      // management). Nobody publishes here but a function of ours.
      masterKey: Alias.fromAliasName(this, 'KeyOfSns', 'alias/aws/sns'),
      enforceSSL: true,
    });
    this.queues = new Map(workers.flatMap((worker) => this.consumerQueue(worker)));
    this.departments = settings.departments.map((department) => this.departmentQueue(department));
    this.email = new Email(this, 'Email', { alarms: this.alarms });
    if (settings.budgetUsd) new Budget(this, 'Budget', settings.budgetUsd, settings.alarms.email);
    new CfnOutput(this, 'EventsTopicArn', { value: this.events.topicArn });
  }

  /**
   * Not encrypted: CloudWatch may not use the key that SNS has in each account (AWS re:Post, "configure a CloudWatch alarm
   * with an encrypted SNS topic"), and alarms, which go on by e-mail, speak of no person.
   */
  private alarmTopic(): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
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
      alarms: this.alarms,
      impact,
      // Six times the function's, so that a throttled batch is not handed out twice (AWS Lambda guide on SQS).
      visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
      deliveryDelay: Duration.seconds(trigger.gathers ? this.#settings.messages.gatherSeconds : 0),
      late: trigger.atLeisure ? undefined : { after: Duration.minutes(15), runbook: 'late-messages' },
    });
    const { types, delivery } = trigger;
    const filter = {
      ...(types && { type: SubscriptionFilter.stringFilter({ allowlist: [...types] }) }),
      ...(delivery && { delivery: SubscriptionFilter.stringFilter({ allowlist: [delivery] }) }),
    };
    this.subscribe(queue, deadLetters, filter);
    return [[trigger.queue, queue]];
  }

  /** The queue that one department reads from its own AWS account: the events of its agency that it wants, and no others. */
  private departmentQueue({ agency, awsAccount, only = {} }: Settings['departments'][number]): EventQueue {
    const { province, stage } = this.#settings;
    const id = `DepartmentQueue${agency.replace('.', '')}`;
    const made = new EventQueue(this, id, {
      alarms: this.alarms,
      impact: `Agency ${agency} of ${province.name} does not learn of dossiers that citizens filed with it.`,
      queueName: departmentQueueName(stage, agency),
      visibilityTimeout: Duration.minutes(deliveries.departmentMinutes),
      late: { after: Duration.hours(4), runbook: 'department-queues' },
    });
    const { queue, deadLetters } = made;
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
    const filter = Object.entries(filterOf(agency, only)).map(
      ([attribute, values]) =>
        [attribute, SubscriptionFilter.stringFilter({ allowlist: [...values] })] as const,
    );
    this.subscribe(queue, deadLetters, Object.fromEntries(filter));
    new CfnOutput(this, `QueueUrl${agency.replace('.', '')}`, { value: queue.queueUrl });
    return made;
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
}
