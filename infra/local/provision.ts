import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Assembly, Resource } from './assembly.ts';
import type { Backends } from './emulators.ts';

type Table = Resource<'AWS::DynamoDB::Table'>;

/** What makes the table of a template on DynamoDB Local. */
export function createTableInput({ name, properties }: Table): CreateTableCommandInput {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode, StreamSpecification } =
    properties;
  return {
    TableName: name,
    AttributeDefinitions,
    KeySchema,
    GlobalSecondaryIndexes: GlobalSecondaryIndexes?.map(({ OnDemandThroughput: _, ...index }) => index),
    BillingMode,
    ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
  };
}

/** Creates in the emulators what the assembly states and is not there yet, and brings settings up to date. */
export async function provision(assembly: Assembly, backends: Backends): Promise<void> {
  const at = (endpoint: string) => ({
    endpoint,
    region: assembly.context.region,
    credentials: { accessKeyId: 'provision', secretAccessKey: 'provision' },
  });
  const dynamodb = new DynamoDBClient(at(backends.dynamodb));
  const messaging = async (): Promise<void> => {
    await provisionQueues(assembly, new SQSClient({ ...at(backends.sqs), useQueueUrlAsEndpoint: false }));
    await provisionTopics(assembly, new SNSClient(at(backends.sns)));
  };
  await Promise.all([
    ...assembly.ofType('AWS::DynamoDB::Table').map((table) => provisionTable(table, dynamodb)),
    messaging(),
  ]);
}

const indexNames = (indexes: readonly { readonly IndexName?: string }[] = []): string =>
  indexes
    .map(({ IndexName }) => IndexName)
    .sort()
    .join();

async function provisionTable(table: Table, dynamodb: DynamoDBClient): Promise<void> {
  const input = createTableInput(table);
  const TableName = table.name;
  const existing = await dynamodb.send(new DescribeTableCommand({ TableName })).catch((error) => {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  });
  if (existing?.Table) {
    if (indexNames(existing.Table.GlobalSecondaryIndexes) !== indexNames(input.GlobalSecondaryIndexes)) {
      throw new Error(
        `the kept table ${TableName} has other indexes than the template: start once with --fresh`,
      );
    }
    return;
  }
  await dynamodb.send(new CreateTableCommand(input));
  const { TimeToLiveSpecification } = table.properties;
  if (TimeToLiveSpecification)
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

/** Values as SQS and SNS want them, all of them texts; what is not stated is left out. */
const texts = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  );

const provisionQueues = (assembly: Assembly, sqs: SQSClient) =>
  Promise.all(
    assembly.ofType('AWS::SQS::Queue').map(async ({ name, ref, properties }) => {
      const { FifoQueue, QueueName: _, ...changing } = properties;
      const Attributes = texts({ FifoQueue: FifoQueue || undefined });
      // A queue that is there keeps what it holds; what may have changed is set after.
      await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: ref, Attributes: texts(changing) }));
    }),
  );

async function provisionTopics(assembly: Assembly, sns: SNSClient): Promise<void> {
  for (const { name, arn, properties } of assembly.ofType('AWS::SNS::Topic')) {
    const Attributes = texts({ FifoTopic: properties.FifoTopic || undefined });
    await sns.send(new CreateTopicCommand({ Name: name, Attributes }));
    // The emulator refuses to subscribe a queue again with another filter, so all are made anew.
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }));
    for (const { SubscriptionArn } of Subscriptions)
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  }
  for (const { properties } of assembly.ofType('AWS::SNS::Subscription')) {
    const { TopicArn, Protocol, Endpoint, ...stated } = properties;
    // Alarms are told to people by e-mail, and no alarm rings on one machine.
    if (Protocol === 'sqs')
      await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes: texts(stated) }));
  }
}
