import * as z from 'zod';
import { arnOf, ignored, type Kind, type Named, opaque, within } from '../kind.ts';
import { PolicyDocument } from '../policy-document.ts';

const fifo =
  (limit: number) =>
  (name: string, self: Omit<Named, 'name'>): string =>
    self.property('FifoTopic') === true || self.property('FifoQueue') === true
      ? `${within(limit - 5)(name)}.fifo`
      : within(limit)(name);

const topicArn = (self: Named): string => arnOf(self, 'sns', self.name);
const subscriptionArn = (self: Named): string => `${String(self.property('TopicArn'))}:${self.name}`;

/** SNS, SQS and SES. */
export const messages = {
  'AWS::SES::ConfigurationSet': {
    properties: z.strictObject({
      Name: z.string().optional(),
    }),
    // All mail arrives here.
    ignores: ['ReputationOptions', 'SuppressionOptions'],
    named: 'Name',
  },
  'AWS::SES::ConfigurationSetEventDestination': {
    properties: z.strictObject({
      ConfigurationSetName: z.string(),
      EventDestination: z.strictObject({
        Enabled: z.literal(true),
        MatchingEventTypes: ignored,
        EventBridgeDestination: z.strictObject({ EventBusArn: z.string() }),
      }),
    }),
  },
  'AWS::SNS::Subscription': {
    properties: z.strictObject({
      TopicArn: z.string(),
      Protocol: z.enum(['sqs', 'email']),
      Endpoint: z.string(),
      RawMessageDelivery: z.boolean().default(false),
      FilterPolicy: z.record(z.string(), z.array(z.string())).optional(),
      RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
    }),
    made: opaque(32),
    arn: subscriptionArn,
    ref: subscriptionArn,
  },
  'AWS::SNS::Topic': {
    properties: z.strictObject({
      TopicName: z.string().optional(),
      FifoTopic: z.boolean().default(false),
      // Whoever may publish may use the key that SNS has in each account: so it decides nothing here.
      KmsMasterKeyId: z.string().endsWith(':alias/aws/sns').optional(),
    }),
    ignores: ['FifoThroughputScope'],
    named: 'TopicName',
    made: fifo(256),
    arn: topicArn,
    ref: topicArn,
    attributes: { TopicName: ({ name }) => name },
  },
  'AWS::SNS::TopicPolicy': {
    properties: z.strictObject({ PolicyDocument, Topics: z.array(z.string()) }),
  },
  'AWS::SQS::Queue': {
    properties: z.strictObject({
      QueueName: z.string().optional(),
      FifoQueue: z.boolean().default(false),
      DelaySeconds: z.number().optional(),
      MessageRetentionPeriod: z.number().optional(),
      RedrivePolicy: z
        .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() })
        .optional(),
      VisibilityTimeout: z.number().optional(),
    }),
    // The emulator takes one group at a time, as these ask it to.
    ignores: ['DeduplicationScope', 'FifoThroughputLimit', 'SqsManagedSseEnabled'],
    named: 'QueueName',
    made: fifo(80),
    arn: (self) => arnOf(self, 'sqs', self.name),
    ref: ({ context, name }) => `${context.doorUrl}/${context.accountId}/${name}`,
    attributes: { QueueName: ({ name }) => name },
  },
  'AWS::SQS::QueuePolicy': {
    properties: z.strictObject({ PolicyDocument, Queues: z.array(z.string()) }),
  },
} as const satisfies Record<string, Kind>;
