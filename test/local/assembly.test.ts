// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation marks its variables so.
import { describe, expect, it } from 'vitest';
import { anAssembly, type Resources } from './assembly-fixture.ts';

const key = { AttributeName: 'id', KeyType: 'HASH' };
const table = {
  TableName: 'papers',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [key],
};

/** What an expression of a template becomes, beside a queue and a table. */
function resolved(expression: unknown): unknown {
  const assembly = anAssembly({
    shop: {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        Table: { Type: 'AWS::DynamoDB::Table', Properties: table },
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Handler: 'index.handler',
            Runtime: 'nodejs24.x',
            Role: 'nobody',
            Code: { S3Bucket: 'b', S3Key: 'k' },
            Environment: { Variables: { VALUE: expression } },
          },
        },
      },
    },
  });
  return assembly.ofType('AWS::Lambda::Function')[0]?.properties.Environment.Variables.VALUE;
}

describe('intrinsics', () => {
  it.each([
    ['a text', 'as it is', 'as it is'],
    ['Ref of a queue', { Ref: 'Queue' }, 'http://127.0.0.1:9/000000000000/shop-Queue.fifo'],
    ['Ref of a table', { Ref: 'Table' }, 'papers'],
    ['Ref of the region', { Ref: 'AWS::Region' }, 'ap-southeast-1'],
    [
      'GetAtt of an ARN',
      { 'Fn::GetAtt': ['Queue', 'Arn'] },
      'arn:aws:sqs:ap-southeast-1:000000000000:shop-Queue.fifo',
    ],
    [
      'GetAtt of another attribute',
      { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      'arn:aws:dynamodb:ap-southeast-1:000000000000:table/papers/stream/local',
    ],
    ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::AccountId' }, 'b']] }, 'a/000000000000/b'],
    ['Sub', { 'Fn::Sub': 'assets-${AWS::AccountId}-${Table}' }, 'assets-000000000000-papers'],
  ])('resolves %s', (_, expression, expected) => {
    expect(resolved(expression)).toBe(expected);
  });

  it.each([
    ['an intrinsic', { 'Fn::Transform': {} }, 'the local run does not know the intrinsic Fn::Transform'],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'TableId'] }, 'AWS::DynamoDB::Table has no attribute TableId'],
    ['a resource', { Ref: 'Nobody' }, 'stack shop has no resource Nobody'],
    [
      'an output',
      { 'Fn::GetStackOutput': { StackName: 'shop', OutputName: 'none' } },
      'no stack shop has the output none',
    ],
  ])('say which %s they do not know, and where it stands', (_, expression, complaint) => {
    expect(() => resolved(expression)).toThrow(`stack shop, resource Function: ${complaint}`);
  });
});

describe('an assembly', () => {
  const queueOf = (name: unknown): Resources => ({
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } },
  });

  it('hands values from one stack to another, whichever comes first', () => {
    const assembly = anAssembly({
      service: {
        Resources: queueOf({ 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Name' } }),
      },
      data: {
        Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: table } },
        Outputs: { Name: { Value: { Ref: 'Table' } } },
      },
    });
    expect(assembly.ofType('AWS::SQS::Queue').map(({ id, name }) => [id, name])).toEqual([
      ['service/Queue', 'papers'],
    ]);
    expect(assembly.find('AWS::DynamoDB::Table', 'papers').id).toBe('data/Table');
  });

  it('shows the addresses of this machine where its templates name those of the world outside', () => {
    const overlay = { 'https://api.example': 'http://127.0.0.1:4803', 'http://127.0.0.1:4803': 'elsewhere' };
    const stacks = { shop: { Resources: queueOf('https://api.example/v1 http://127.0.0.1:4803') } };
    // Each text once: a stand-in's address is not taken for one of the world outside.
    expect(anAssembly(stacks, {}, { overlay }).ofType('AWS::SQS::Queue')[0]?.name).toBe(
      'http://127.0.0.1:4803/v1 elsewhere',
    );
  });

  it.each<[string, Resources[string], string]>([
    [
      'a type of resource',
      { Type: 'AWS::AmazonMQ::Broker' },
      'the local run does not know AWS::AmazonMQ::Broker',
    ],
    [
      'a property',
      { Type: 'AWS::SQS::Queue', Properties: { RedriveAllowPolicy: {} } },
      'Properties: Unrecognized key: "RedriveAllowPolicy"',
    ],
    [
      'a property deep within',
      {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          ...table,
          GlobalSecondaryIndexes: [
            { IndexName: 'a', KeySchema: [key], Projection: { ProjectionType: 'ALL' } },
            { IndexName: 'b', KeySchema: [key], Projection: { ProjectionType: 'ALL', Sparse: true } },
          ],
        },
      },
      'Properties.GlobalSecondaryIndexes[1].Projection: Unrecognized key: "Sparse"',
    ],
    [
      'a value',
      { Type: 'AWS::Lambda::EventInvokeConfig', Properties: { FunctionName: 'f', Qualifier: 'live' } },
      'Properties.Qualifier: Invalid input: expected "$LATEST"',
    ],
    [
      'a clock',
      {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          State: 'ENABLED',
          ScheduleExpression: 'cron(0 12 ? * MON *)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: 'arn:aws:lambda:x', RoleArn: 'arn:aws:iam:x' },
        },
      },
      'Properties.ScheduleExpression: Invalid string',
    ],
    [
      'a source of events',
      {
        Type: 'AWS::Events::Rule',
        Properties: { State: 'ENABLED', EventPattern: { source: ['aws.s3'] }, Targets: [] },
      },
      'Properties.EventPattern: events come from aws.guardduty and aws.ses alone',
    ],
    [
      'an operator of an event pattern',
      {
        Type: 'AWS::Events::Rule',
        Properties: {
          State: 'ENABLED',
          EventPattern: { source: ['aws.guardduty'], detail: { size: [{ numeric: ['>', 0] }] } },
          Targets: [],
        },
      },
      'Properties.EventPattern',
    ],
    [
      'a wait of more than thirty seconds',
      {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: 'f',
          PayloadFormatVersion: '2.0',
          TimeoutInMillis: 31_000,
        },
      },
      'Properties.TimeoutInMillis: Too big',
    ],
    [
      'what a policy says',
      {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' }],
          },
        },
      },
      'Properties.PolicyDocument.Statement[0]',
    ],
  ])('stops at %s it does not understand, and says where that stands', (_, odd, complaint) => {
    expect(() => anAssembly({ shop: { Resources: { Odd: odd } } })).toThrow(
      `stack shop, resource Odd: ${complaint}`,
    );
  });

  it('names everything it does not understand at once', () => {
    const Broker = { Type: 'AWS::AmazonMQ::Broker' };
    expect(() => anAssembly({ shop: { Resources: { Broker, Other: Broker } } })).toThrow(
      /resource Broker: .*\n.*resource Other: /,
    );
    expect(() => anAssembly({ shop: { Resources: {}, Conditions: {} } })).toThrow(
      /stack shop: .*"Conditions"/,
    );
  });

  it('cuts made-up names to what the service takes, and keeps them apart', () => {
    const long = (end: string) => `${'Dossier'.repeat(10)}${end}`;
    const fifo = { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } };
    const assembly = anAssembly({ shop: { Resources: { [long('A')]: fifo, [long('B')]: fifo } } });
    const names = assembly.ofType('AWS::SQS::Queue').map(({ name }) => name);
    expect(names.every((name) => name.length <= 80 && name.endsWith('.fifo'))).toBe(true);
    expect(new Set(names).size).toBe(2);
  });
});
