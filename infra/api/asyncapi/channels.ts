import { departmentQueueName } from '../../../shared/feed/subscription.ts';
import { deliveries } from '../../events/deliveries.ts';
import { region } from '../../settings/province.ts';
import { stages } from '../../settings/shape.ts';

const serverOf = (service: 'sns' | 'sqs', description: string) => ({
  host: `${service}.{region}.amazonaws.com`,
  protocol: service,
  description,
  variables: { region: { default: region } },
});

/** Where events are sent and read. */
export const servers = {
  sqs: serverOf('sqs', 'Queues: a department reads its own, by the rights of its own AWS account.'),
  sns: serverOf('sns', 'The topic, which nobody outside reads.'),
};

const seconds = { perMinute: 60, perDay: 24 * 60 * 60 };

/** A queue as the bindings of SQS name it, its stage and agency to be filled in. */
const queue = { name: departmentQueueName('{stage}', '{agency}') };
const deadLetterQueue = { name: 'made by CloudFormation' };

const parameters = {
  stage: { enum: [...stages], description: 'Of the deployment.' },
  agency: { description: 'Code of the agency, with a hyphen for the dot.', examples: ['H25-03'] },
};

/** Which events pass, by their short names. */
type Passing = {
  readonly topic: readonly string[];
  /** More than the topic brings: a department can send a test into its own. */
  readonly queue: readonly string[];
};

const references = (names: readonly string[], place: string) =>
  names.map((name) => [name, { $ref: `#/${place}/${name}` }] as const);

/**
 * The topic with every event, and the queue of a department with those of its agency; the bindings are those of AsyncAPI for
 * SNS 0.1.0 and SQS 0.2.0, the newest that AsyncAPI 3.0 knows.
 */
export function channels({ topic, queue: queued }: Passing) {
  const messagesOf = (names: readonly string[]) =>
    Object.fromEntries(references(names, 'components/messages'));
  return {
    departmentQueue: {
      address: queue.name,
      title: 'Hàng đợi của cơ quan',
      summary: 'The queue of a department: the events of its agency, in the order of each dossier.',
      servers: [{ $ref: '#/servers/sqs' }],
      parameters,
      messages: messagesOf(queued),
      bindings: {
        sqs: {
          queue: {
            ...queue,
            fifoQueue: true,
            deduplicationScope: 'messageGroup',
            fifoThroughputLimit: 'perMessageGroupId',
            visibilityTimeout: deliveries.departmentMinutes * seconds.perMinute,
            messageRetentionPeriod: deliveries.keptDays * seconds.perDay,
            redrivePolicy: { deadLetterQueue, maxReceiveCount: deliveries.most },
          },
          deadLetterQueue: { ...deadLetterQueue, fifoQueue: true },
          bindingVersion: '0.2.0',
        },
      },
    },
    topic: {
      address: null,
      title: 'Chủ đề sự kiện',
      summary: 'All events of the province. Queues subscribe to it with a filter.',
      servers: [{ $ref: '#/servers/sns' }],
      messages: messagesOf(topic),
      bindings: {
        sns: {
          name: 'made by CloudFormation',
          ordering: { type: 'FIFO', contentBasedDeduplication: false },
          bindingVersion: '0.1.0',
        },
      },
    },
  };
}

/** What is done with the events. */
export function operations({ topic, queue: queued }: Passing) {
  const sent = (channel: string, names: readonly string[]) => ({
    action: 'send',
    channel: { $ref: `#/channels/${channel}` },
    messages: references(names, `channels/${channel}/messages`).map(([, reference]) => reference),
  });
  return {
    deliverToDepartment: {
      ...sent('departmentQueue', queued),
      title: 'Giao sự kiện cho cơ quan',
      summary: 'A department receives what its filter lets through, and deletes what it has handled.',
    },
    publishEvents: {
      ...sent('topic', topic),
      title: 'Phát sự kiện',
      summary: 'Message group: the dossier (`subject`). Deduplication id: that of the event (`id`).',
      bindings: {
        sns: {
          consumers: [
            {
              protocol: 'sqs',
              endpoint: queue,
              filterPolicy: { agency: ['{agency}'] },
              filterPolicyScope: 'MessageAttributes',
              rawMessageDelivery: true,
              redrivePolicy: { deadLetterQueue },
            },
          ],
          bindingVersion: '0.1.0',
        },
      },
    },
  };
}
