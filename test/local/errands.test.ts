import { describe, expect, it } from 'vitest';
import { authorizer } from '../../infra/local/iam/authorize.ts';
import { assertErrandsAllowed } from '../../infra/local/iam/errands.ts';
import { resourcePolicies } from '../../infra/local/iam/policies.ts';
import {
  account,
  aFunction,
  allow,
  anAssembly,
  aPermission,
  arn,
  policy,
  type Resources,
  role,
} from './assembly-fixture.ts';

const serviceMay = (name: string, action: string, resource: string, source?: string) => ({
  Effect: 'Allow',
  Principal: { Service: `${name}.amazonaws.com` },
  Action: action,
  Resource: resource,
  ...(source && { Condition: { ArnEquals: { 'aws:SourceArn': source } } }),
});
const queue = (QueueName: string, ...statements: readonly Record<string, unknown>[]): Resources => ({
  [QueueName]: { Type: 'AWS::SQS::Queue', Properties: { QueueName } },
  [`${QueueName}Policy`]: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: QueueName }], PolicyDocument: policy(...statements) },
  },
});

const rule = arn('events', 'rule/scanned');
const topic = arn('sns', 'news');
const grants = [
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arn('sqs', 'orders')),
  allow(['sqs:SendMessage'], arn('sqs', 'failures')),
  allow(['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'], '*'),
  allow(['kms:Decrypt'], '*'),
];
const clockGrants = [
  allow(['lambda:InvokeFunction'], arn('lambda', 'function:work')),
  allow(['sqs:SendMessage'], arn('sqs', 'failures')),
];
const clockRole = (...granted: readonly Record<string, unknown>[]): Resources => {
  const { Type, Properties } = role('clock', ...granted);
  const trust = serviceMay('scheduler', 'sts:AssumeRole', '*', arn('scheduler', 'schedule-group/default'));
  const { Resource: _, ...statement } = trust;
  return { ClockRole: { Type, Properties: { ...Properties, AssumeRolePolicyDocument: policy(statement) } } };
};
const mayBeSentBySns = (name: string) => serviceMay('sns', 'sqs:SendMessage', arn('sqs', name), topic);
const mapping = (source: string): Resources[string] => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    FunctionName: 'work',
    EventSourceArn: source,
    BatchSize: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  },
});

/** Everything that AWS does by itself, once, and all that allows it. */
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
      TableName: 'papers',
      AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: {
        KMSMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
        SSEEnabled: true,
        SSEType: 'KMS',
      },
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
  ...queue('orders', mayBeSentBySns('orders')),
  ...queue('dead', mayBeSentBySns('dead')),
  ...queue('failures', serviceMay('events', 'sqs:SendMessage', arn('sqs', 'failures'), rule)),
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: arn('sqs', 'orders'),
      RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'dead') },
    },
  },
  Role: role('work', ...grants),
  Work: aFunction('work'),
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: {
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: [],
        AllowMethods: [],
        AllowHeaders: [],
        ExposeHeaders: [],
        MaxAge: 1,
      },
    },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Work', 'Arn'] },
      PayloadFormatVersion: '2.0',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      RouteKey: 'GET /v1/papers',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
      AuthorizationType: 'NONE',
    },
  },
  RoutePermission: aPermission('work', 'apigateway.amazonaws.com', {
    'Fn::Join': ['', [`arn:aws:execute-api:ap-southeast-1:${account}:`, { Ref: 'Api' }, '/*/*/v1/papers']],
  }),
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: 'scanned',
      State: 'ENABLED',
      EventPattern: { source: ['aws.guardduty'] },
      Targets: [
        {
          Id: 'Target0',
          Arn: arn('lambda', 'function:work'),
          DeadLetterConfig: { Arn: arn('sqs', 'failures') },
        },
      ],
    },
  },
  RulePermission: aPermission('work', 'events.amazonaws.com', rule),
  ...clockRole(...clockGrants),
  Clock: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      State: 'ENABLED',
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: arn('lambda', 'function:work'),
        RoleArn: `arn:aws:iam::${account}:role/clock`,
        DeadLetterConfig: { Arn: arn('sqs', 'failures') },
      },
    },
  },
  Retries: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: 'work',
      Qualifier: '$LATEST',
      DestinationConfig: { OnFailure: { Destination: arn('sqs', 'failures') } },
    },
  },
  Orders: mapping(arn('sqs', 'orders')),
  Outbox: mapping(arn('dynamodb', 'table/papers/stream/local')),
  Papers: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'papers' } },
  Plan: {
    Type: 'AWS::GuardDuty::MalwareProtectionPlan',
    Properties: {
      Role: `arn:aws:iam::${account}:role/work`,
      ProtectedResource: { S3Bucket: { BucketName: 'papers' } },
      Actions: { Tagging: { Status: 'ENABLED' } },
    },
  },
};

const judge = async (resources: Resources): Promise<string> => {
  const assembly = anAssembly({ shop: { Resources: resources } });
  const authorize = authorizer(resourcePolicies(assembly), assembly.context);
  return assertErrandsAllowed(assembly, authorize, () => {}).then(
    () => 'all are allowed',
    (error: Error) => error.message,
  );
};

/** The template without a grant of the role. */
const withoutGrant = (at: number): Resources => ({
  Role: role('work', ...grants.filter((_, index) => index !== at)),
});
const trusting = (...Service: readonly string[]): Resources => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...role('work', ...grants).Properties,
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }),
    },
  },
});
describe('what AWS does by itself', () => {
  it('is allowed when every policy that it needs is there', async () => {
    expect(await judge(template)).toBe('all are allowed');
  });

  it.each<[string, Resources, string]>([
    [
      'a topic sends to a queue',
      queue('orders'),
      'shop/Subscription: sns.amazonaws.com may not sqs:SendMessage arn:aws:sqs:ap-southeast-1:000000000000:orders',
    ],
    [
      'a topic gives up to a queue',
      queue('dead'),
      'shop/Subscription: sns.amazonaws.com may not sqs:SendMessage arn:aws:sqs:ap-southeast-1:000000000000:dead',
    ],
    [
      'Lambda takes the role of a function',
      trusting('malware-protection-plan.guardduty.amazonaws.com'),
      'shop/Work: lambda.amazonaws.com may not sts:AssumeRole arn:aws:iam::000000000000:role/work',
    ],
    [
      'the scanner takes its role',
      trusting('lambda.amazonaws.com'),
      'shop/Plan: malware-protection-plan.guardduty.amazonaws.com may not sts:AssumeRole',
    ],
    [
      'the API invokes a function',
      {
        RoutePermission: aPermission(
          'work',
          'apigateway.amazonaws.com',
          'arn:aws:execute-api:ap-southeast-1:000000000000:other/*',
        ),
      },
      'shop/Route: apigateway.amazonaws.com may not lambda:InvokeFunction',
    ],
    [
      'a rule invokes a function',
      { RulePermission: aPermission('work', 'events.amazonaws.com', arn('events', 'rule/another')) },
      'shop/Rule: events.amazonaws.com may not lambda:InvokeFunction',
    ],
    [
      'a rule gives up to a queue',
      queue(
        'failures',
        serviceMay('events', 'sqs:SendMessage', arn('sqs', 'failures'), arn('events', 'rule/another')),
      ),
      'shop/Rule: events.amazonaws.com may not sqs:SendMessage arn:aws:sqs:ap-southeast-1:000000000000:failures',
    ],
    [
      'the clock takes its role',
      { ClockRole: role('clock', ...clockGrants) },
      'shop/Clock: scheduler.amazonaws.com may not sts:AssumeRole arn:aws:iam::000000000000:role/clock',
    ],
    [
      'the clock invokes a function',
      clockRole(...clockGrants.slice(1)),
      'shop/Clock: clock may not lambda:InvokeFunction',
    ],
    [
      'the clock gives up to a queue',
      clockRole(...clockGrants.slice(0, 1)),
      'shop/Clock: clock may not sqs:SendMessage arn:aws:sqs:ap-southeast-1:000000000000:failures',
    ],
    ['Lambda reads a queue for a function', withoutGrant(0), 'shop/Orders: work may not sqs:ReceiveMessage'],
    [
      'Lambda gives up what a function failed',
      withoutGrant(1),
      'shop/Retries: work may not sqs:SendMessage arn:aws:sqs:ap-southeast-1:000000000000:failures',
    ],
    [
      'Lambda reads a stream for a function',
      withoutGrant(2),
      'shop/Outbox: work may not dynamodb:DescribeStream',
    ],
    [
      'Lambda decrypts what it reads',
      withoutGrant(3),
      'shop/Outbox: work may not dynamodb:GetRecords arn:aws:dynamodb:ap-southeast-1:000000000000:table/papers/stream/local because it is encrypted by',
    ],
  ])('is refused by name where no policy lets it: %s', async (_, change, complaint) => {
    expect(await judge({ ...template, ...change })).toContain(complaint);
  });
});
