import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamodbUrl } from '../support/dynamodb.ts';
import { account, allow, arn, policy, type Resources, role } from './assembly-fixture.ts';
import { holder, openWorld, refusal, type World } from './door-fixture.ts';

const tableName = `door-${randomUUID()}`;
const table = arn('dynamodb', `table/${tableName}`);
const byOwner = `${table}/index/owner`;
const useKey = allow(['kms:Decrypt'], '*', {
  Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.ap-southeast-1.amazonaws.com' } },
});
const reading = ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem'];

const template: Resources = {
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
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: { Ref: 'Key' } },
      ResourcePolicy: {
        PolicyDocument: policy({
          Effect: 'Deny',
          Principal: { AWS: `arn:aws:iam::${account}:role/shutout` },
          Action: 'dynamodb:*',
          Resource: '*',
        }),
      },
    },
  },
  WriterRole: role(
    'writer',
    allow([...reading, 'dynamodb:UpdateItem'], table),
    allow(['dynamodb:Query'], byOwner),
    useKey,
  ),
  /** The writer's role, less one grant. */
  PoorerRole: role('poorer', allow(reading, table), useKey),
  KeylessRole: role('keyless', allow(['dynamodb:GetItem'], table)),
  ShutOutRole: role('shutout', allow(['dynamodb:*'], '*'), useKey),
  Boundary: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ManagedPolicyName: 'bounds',
      PolicyDocument: policy(allow(['dynamodb:PutItem', 'kms:*'], '*')),
    },
  },
  BoundedRole: {
    ...role('bounded'),
    Properties: {
      ...role('bounded', allow(['dynamodb:*'], '*'), useKey).Properties,
      PermissionsBoundary: { Ref: 'Boundary' },
    },
  },
};
const roles = ['writer', 'poorer', 'keyless', 'shutout', 'bounded'];

describe('The door in front of DynamoDB', () => {
  let world: World;
  let chance = 0;
  const documents = (name: string): DynamoDBDocumentClient =>
    DynamoDBDocumentClient.from(new DynamoDBClient(world.client(holder(world.assembly, name))));

  beforeAll(async () => {
    const dynamodb = await dynamodbUrl();
    world = await openWorld(template, (assembly) => roles.map((name) => holder(assembly, name)), {
      dynamodb,
      metersCapacity: true,
      indexLag: { milliseconds: 60_000, chance: () => chance },
    });
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
  const get = (id: string) => new GetCommand({ TableName: tableName, Key: { id } });
  const ofOwner = (owner: string) =>
    new QueryCommand({
      TableName: tableName,
      IndexName: 'owner',
      KeyConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': owner },
    });

  it('lets a transaction through whose every entry is granted', async () => {
    await documents('writer').send(transaction('một'));
    const { Item } = await documents('writer').send(get('một'));
    expect(Item).toEqual({ id: 'một', owner: 'an' });
  });

  it('refuses exactly the call that needs the grant a role has lost', async () => {
    const refused = await refusal(documents('poorer').send(transaction('hai')));
    expect(refused.name).toBe('AccessDeniedException');
    expect(refused.message).toBe(
      `User: arn:aws:iam::000000000000:role/poorer is not authorized to perform: dynamodb:UpdateItem on resource: arn:aws:dynamodb:ap-southeast-1:000000000000:table/${tableName} because no identity-based policy allows the dynamodb:UpdateItem action`,
    );
    const { Item } = await documents('poorer').send(get('hai'));
    expect(Item).toBeUndefined();
    await documents('poorer').send(
      new PutCommand({ TableName: tableName, Item: { id: 'hai', owner: 'an' } }),
    );
    expect(world.door.refusals().map(({ principal, action }) => `${principal} ${action}`)).toEqual([
      'poorer dynamodb:UpdateItem',
    ]);
  });

  it('tells an index from its table', async () => {
    const { Items } = await documents('writer').send(ofOwner('an'));
    expect(Items).toContainEqual({ id: 'một', owner: 'an' });
    const { IndexName: _, ...ofTable } = ofOwner('an').input;
    const refused = await refusal(documents('writer').send(new QueryCommand(ofTable)));
    expect(refused.message).toContain(`dynamodb:Query on resource: ${table} because`);
  });

  it('knows no scan', async () => {
    const refused = await refusal(documents('writer').send(new ScanCommand({ TableName: tableName })));
    expect(refused.message).toBe('The local run does not imitate this operation of dynamodb: Scan');
  });

  it('asks for the key that encrypts the table', async () => {
    const refused = await refusal(documents('keyless').send(get('một')));
    expect(refused.name).toBe('AccessDeniedException');
    expect(refused.message).toContain('kms:Decrypt is refused');
  });

  it('heeds the policy of the table itself', async () => {
    const refused = await refusal(documents('shutout').send(get('một')));
    expect(refused.message).toContain('with an explicit deny in a resource-based policy');
  });

  it('lets a role do no more than its boundary', async () => {
    await documents('bounded').send(new PutCommand({ TableName: tableName, Item: { id: 'ranh giới' } }));
    const refused = await refusal(documents('bounded').send(get('ranh giới')));
    expect(refused.message).toContain('because no permissions boundary allows the dynamodb:GetItem action');
  });

  it('lets an index be behind its table for a while, and never show what was not so', async () => {
    const add = (id: string) =>
      documents('writer').send(new PutCommand({ TableName: tableName, Item: { id, owner: 'bình' } }));
    const seen = async () => {
      const { Items = [] } = await documents('writer').send(ofOwner('bình'));
      return Items.map(({ id }) => id).sort();
    };
    await add('b1');
    expect(await seen()).toEqual(['b1']);
    await add('b2');
    chance = 0.99;
    expect(await seen()).toEqual(['b1']);
    chance = 0;
    expect(await seen()).toEqual(['b1', 'b2']);
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
