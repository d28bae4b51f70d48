import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, HeadBucketCommand, NotFound, S3Client } from '@aws-sdk/client-s3';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Assembly, Resource } from './assembly.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const indexes = z
  .array(
    z.object({
      IndexName: z.string(),
      KeySchema: keySchema,
      Projection: z.object({
        ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
        NonKeyAttributes: z.array(z.string()).optional(),
      }),
    }),
  )
  .optional();
const tableProperties = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: indexes,
  LocalSecondaryIndexes: indexes,
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

/** What makes the table of a template (`AWS::DynamoDB::Table` or `GlobalTable`) on DynamoDB Local. */
export function createTableInput(resource: Resource): CreateTableCommandInput {
  const {
    TimeToLiveSpecification: _,
    StreamSpecification,
    ...shape
  } = tableProperties.parse(resource.properties);
  return {
    ...shape,
    TableName: resource.name,
    BillingMode: 'PAY_PER_REQUEST',
    ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
  };
}

type Upstreams = { readonly dynamodb: string; readonly aws: string };

/** Creates in the emulators what the assembly states and is not there yet, and brings settings up to date. */
export async function provision(assembly: Assembly, upstreams: Upstreams): Promise<void> {
  const { region } = assembly.context;
  const credentials = { accessKeyId: 'provision', secretAccessKey: 'provision' };
  const at = (endpoint: string) => ({ endpoint, region, credentials });
  const dynamodb = new DynamoDBClient(at(upstreams.dynamodb));
  const s3 = new S3Client({ ...at(upstreams.aws), forcePathStyle: true });
  const messaging = async (): Promise<void> => {
    await provisionQueues(assembly, new SQSClient({ ...at(upstreams.aws), useQueueUrlAsEndpoint: false }));
    await provisionTopics(assembly, new SNSClient(at(upstreams.aws)));
  };
  await Promise.all([
    ...[...assembly.ofType('AWS::DynamoDB::Table'), ...assembly.ofType('AWS::DynamoDB::GlobalTable')].map(
      (table) => provisionTable(table, dynamodb),
    ),
    ...assembly.ofType('AWS::S3::Bucket').map((bucket) => provisionBucket(bucket, s3)),
    messaging(),
  ]);
}

const indexNames = (created: readonly { IndexName?: string }[] = []): string =>
  created
    .map(({ IndexName }) => IndexName)
    .sort()
    .join();

async function provisionTable(resource: Resource, dynamodb: DynamoDBClient): Promise<void> {
  const input = createTableInput(resource);
  const existing = await dynamodb
    .send(new DescribeTableCommand({ TableName: resource.name }))
    .catch((error) => {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    });
  if (existing?.Table) {
    if (indexNames(existing.Table.GlobalSecondaryIndexes) !== indexNames(input.GlobalSecondaryIndexes)) {
      throw new Error(
        `the kept table ${resource.name} has other indexes than the template: start once with --fresh`,
      );
    }
    return;
  }
  await dynamodb.send(new CreateTableCommand(input));
  const { TimeToLiveSpecification } = tableProperties.parse(resource.properties);
  if (TimeToLiveSpecification) {
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName: resource.name, TimeToLiveSpecification }));
  }
}

async function provisionBucket({ name }: Resource, s3: S3Client): Promise<void> {
  const exists = await s3.send(new HeadBucketCommand({ Bucket: name })).then(
    () => true,
    (error) => {
      if (error instanceof NotFound) return false;
      throw error;
    },
  );
  if (!exists) await s3.send(new CreateBucketCommand({ Bucket: name }));
}

/** The attributes of a queue that the emulator heeds; encryption is not its business. */
const queueAttributes = [
  'ContentBasedDeduplication',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'VisibilityTimeout',
] as const;

const attributeText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

async function provisionQueues(assembly: Assembly, sqs: SQSClient): Promise<void> {
  await Promise.all(
    assembly.ofType('AWS::SQS::Queue').map(async ({ name, ref, properties }) => {
      const attributes = Object.fromEntries(
        queueAttributes.flatMap((key) =>
          properties[key] === undefined ? [] : [[key, attributeText(properties[key])]],
        ),
      );
      const exists = await sqs.send(new GetQueueUrlCommand({ QueueName: name })).then(
        () => true,
        (error) => {
          if (error instanceof QueueDoesNotExist) return false;
          throw error;
        },
      );
      if (exists) {
        await sqs.send(new SetQueueAttributesCommand({ QueueUrl: ref, Attributes: attributes }));
      } else {
        const fifo = properties.FifoQueue === true ? { FifoQueue: 'true' } : {};
        await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { ...attributes, ...fifo } }));
      }
    }),
  );
}

const subscriptionProperties = z.object({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  RawMessageDelivery: z.boolean().default(false),
  FilterPolicy: z.record(z.string(), z.unknown()).optional(),
  FilterPolicyScope: z.string().optional(),
  RedrivePolicy: z.record(z.string(), z.unknown()).optional(),
});

async function provisionTopics(assembly: Assembly, sns: SNSClient): Promise<void> {
  const subscriptions = assembly
    .ofType('AWS::SNS::Subscription')
    .map(({ properties }) => subscriptionProperties.parse(properties));
  for (const topic of assembly.ofType('AWS::SNS::Topic')) {
    const flags = ['FifoTopic', 'ContentBasedDeduplication'].filter((key) => topic.properties[key] === true);
    await sns.send(
      new CreateTopicCommand({
        Name: topic.name,
        Attributes: Object.fromEntries(flags.map((key) => [key, 'true'])),
      }),
    );
    const { Subscriptions: present = [] } = await sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topic.arn }),
    );
    // Alarms are told to people by e-mail, and no alarm rings on one machine.
    const wanted = subscriptions.filter(
      ({ TopicArn, Protocol }) => TopicArn === topic.arn && Protocol === 'sqs',
    );
    // The emulator refuses to subscribe a queue again with another filter, so all are made anew.
    for (const { SubscriptionArn } of present) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    for (const subscription of wanted) await subscribe(subscription, sns);
  }
}

async function subscribe(
  subscription: z.infer<typeof subscriptionProperties>,
  sns: SNSClient,
): Promise<void> {
  const { TopicArn, Protocol, Endpoint, RawMessageDelivery, ...stated } = subscription;
  const others = Object.entries(stated).map(([name, value]) => [name, attributeText(value)] as const);
  const Attributes = { RawMessageDelivery: String(RawMessageDelivery), ...Object.fromEntries(others) };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
}
