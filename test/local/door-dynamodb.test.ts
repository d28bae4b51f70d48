import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  account,
  allow,
  arn,
  holder,
  openWorld,
  policy,
  role,
  type Template,
  type World,
} from './door-fixture.ts';

const tableName = `door-${randomUUID()}`;
const table = arn('dynamodb', `table/${tableName}`);
const byOwner = `${table}/index/owner`;
const useKey = allow(['kms:Decrypt'], '*', {
  Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.ap-southeast-1.amazonaws.com' } },
});

const template: Template = {
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: policy({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      }),
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: tableName,
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: { Ref: 'Key' } },
    },
  },
  WriterRole: role(
    'writer',
    allow(
      ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem'],
      table,
    ),
    allow(['dynamodb:Query'], byOwner),
    useKey,
  ),
  /** The writer's role, less one grant. */
  PoorerRole: role(
    'poorer',
    allow(['dynamodb:PutItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem'], table),
    useKey,
  ),
  KeylessRole: role('keyless', allow(['dynamodb:GetItem'], table)),
};

describe('The door in front of DynamoDB', () => {
  let world: World;
  const documents = (name: string): DynamoDBDocumentClient =>
    DynamoDBDocumentClient.from(new DynamoDBClient(world.client(holder(world.assembly, name))));

  beforeAll(async () => {
    const dynamodb = inject('dynamodbUrl');
    world = await openWorld(
      template,
      (assembly) => ['writer', 'poorer', 'keyless'].map((name) => holder(assembly, name)),
      { dynamodb },
    );
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const key = (attribute: string) => [{ AttributeName: attribute, KeyType: 'HASH' as const }];
    await new DynamoDBClient({ endpoint: dynamodb, region: 'ap-southeast-1', credentials }).send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: key('id'),
        AttributeDefinitions: ['id', 'owner'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S' as const,
        })),
        GlobalSecondaryIndexes: [
          { IndexName: 'owner', KeySchema: key('owner'), Projection: { ProjectionType: 'ALL' } },
        ],
      }),
    );
  });
  afterAll(() => world.close());

  const transaction = (id: string) =>
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName: tableName, Item: { id, owner: 'an' } } },
        {
          Update: {
            TableName: tableName,
            Key: { id: `${id}/counter` },
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ],
    });
  const refusal = (promise: Promise<unknown>): Promise<Error> =>
    promise.then(
      () => {
        throw new Error('it was allowed');
      },
      (cause: Error) => cause,
    );

  it('lets a transaction through whose every entry is granted', async () => {
    await documents('writer').send(transaction('một'));
    const { Item } = await documents('writer').send(
      new GetCommand({ TableName: tableName, Key: { id: 'một' } }),
    );
    expect(Item).toEqual({ id: 'một', owner: 'an' });
  });

  it('refuses exactly the call that needs the grant a role has lost', async () => {
    const refused = await refusal(documents('poorer').send(transaction('hai')));
    expect(refused.name).toBe('AccessDeniedException');
    expect(refused.message).toBe(
      `User: arn:aws:iam::000000000000:role/poorer is not authorized to perform: dynamodb:UpdateItem on resource: arn:aws:dynamodb:ap-southeast-1:000000000000:table/${tableName} because no identity-based policy allows the dynamodb:UpdateItem action`,
    );
    const { Item } = await documents('poorer').send(
      new GetCommand({ TableName: tableName, Key: { id: 'hai' } }),
    );
    expect(Item).toBeUndefined();
    await documents('poorer').send(
      new PutCommand({ TableName: tableName, Item: { id: 'hai', owner: 'an' } }),
    );
    expect(world.door.refusals().map(({ principal, action }) => `${principal} ${action}`)).toEqual([
      'poorer dynamodb:UpdateItem',
    ]);
  });

  it('tells an index from its table, and a query from a scan', async () => {
    const query = {
      KeyConditionExpression: '#owner = :an',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':an': 'an' },
    };
    const { Items } = await documents('writer').send(
      new QueryCommand({ TableName: tableName, IndexName: 'owner', ...query }),
    );
    expect(Items).toContainEqual({ id: 'một', owner: 'an' });
    const ofTable = await refusal(
      documents('writer').send(new QueryCommand({ TableName: tableName, ...query })),
    );
    expect(ofTable.message).toContain(`dynamodb:Query on resource: ${table} because`);
    expect((await refusal(documents('writer').send(new ScanCommand({ TableName: tableName })))).name).toBe(
      'AccessDeniedException',
    );
    const batch = new BatchWriteCommand({
      RequestItems: { [tableName]: [{ DeleteRequest: { Key: { id: 'một' } } }] },
    });
    expect((await refusal(documents('writer').send(batch))).message).toContain('dynamodb:BatchWriteItem');
  });

  it('asks for the key that encrypts the table', async () => {
    const refused = await refusal(
      documents('keyless').send(new GetCommand({ TableName: tableName, Key: { id: 'một' } })),
    );
    expect(refused.name).toBe('AccessDeniedException');
    expect(refused.message).toContain('kms:Decrypt is refused');
  });

  it('meters a transaction as AWS bills it, and shows it only to who asked', async () => {
    const capacity = () =>
      world.door
        .counts()
        .find(
          ({ principal, operation }) => principal === 'writer' && operation === 'dynamodb:TransactWriteItems',
        )?.capacity ?? 0;
    const before = capacity();
    const unasked = await documents('writer').send(transaction('ba'));
    expect(unasked.ConsumedCapacity).toBeUndefined();
    // Two items of the table, each written twice, and one of its index.
    expect(capacity() - before).toBe(5);
    const { input } = transaction('bốn');
    const asked = await documents('writer').send(
      new TransactWriteCommand({ ...input, ReturnConsumedCapacity: 'INDEXES' }),
    );
    expect(asked.ConsumedCapacity).toMatchObject([{ TableName: tableName, CapacityUnits: 6 }]);
    expect(capacity() - before).toBe(10);
  });

  it('passes on what DynamoDB itself refuses', async () => {
    const taken = new PutCommand({
      TableName: tableName,
      Item: { id: 'một' },
      ConditionExpression: 'attribute_not_exists(id)',
    });
    expect((await refusal(documents('writer').send(taken))).name).toBe('ConditionalCheckFailedException');
  });

  it('throttles on demand in the way the SDK knows', async () => {
    world.door.faults.add({
      match: { action: 'dynamodb:TransactWriteItems' },
      effect: { kind: 'throttle' },
      times: 1,
    });
    expect((await refusal(documents('writer').send(transaction('năm')))).name).toBe('ThrottlingException');
    await documents('writer').send(transaction('năm'));
  });
});
