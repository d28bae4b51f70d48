import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Synthesis } from '../synthesis.ts';

const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.union([schema.transform((one) => [one]), z.array(schema)]);

const Statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.unknown()).optional(),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
type Statement = z.infer<typeof Statement>;

const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) });

/** What the stacks say about who may do what. */
export const permissions = (made: Synthesis): void => {
  const statementsOf = (type: string): { id: string; statement: Statement }[] =>
    made
      .ofType(type)
      .flatMap(({ id, Properties }) =>
        Policy.parse(Properties).PolicyDocument.Statement.map((statement) => ({ id, statement })),
      );

  /** Actions of a function's policy by service, the log and tracing that all have left out. */
  const actionsOf = (functionName: string): string[] =>
    statementsOf('AWS::IAM::Policy')
      .filter(({ id }) => new RegExp(`^${functionName}Policy[0-9A-F]{8}$`).test(id))
      .flatMap(({ statement }) => statement.Action)
      .filter((action) => !/^(logs|xray):/.test(action))
      .sort();

  test('allow no action by wildcard, except the account itself on its own keys', () => {
    const allowed = [
      'AWS::IAM::Policy',
      'AWS::SQS::QueuePolicy',
      'AWS::SNS::TopicPolicy',
      'AWS::S3::BucketPolicy',
    ]
      .flatMap(statementsOf)
      .filter(({ statement }) => statement.Effect === 'Allow');
    expect(
      allowed.filter(({ statement }) => statement.Action.some((action) => action.includes('*'))),
    ).toEqual([]);
  });

  test('allow nothing on all resources but writing traces', () => {
    const wide = statementsOf('AWS::IAM::Policy').filter(({ statement }) =>
      statement.Resource?.includes('*'),
    );
    expect(new Set(wide.flatMap(({ statement }) => statement.Action))).toEqual(
      new Set(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']),
    );
  });

  test('name resources by wildcard only as objects of the bucket and as the rule that GuardDuty manages', () => {
    const patterns = statementsOf('AWS::IAM::Policy')
      .flatMap(({ statement }) => statement.Resource ?? [])
      .map((resource) => JSON.stringify(resource))
      .filter((resource) => resource.includes('*') && resource !== '"*"');
    for (const pattern of patterns)
      expect(pattern).toMatch(
        /DocumentsBucket(Arn"|089EA665","Arn"\])\},"\/\*"|rule\/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*/,
      );
  });

  test('use keys only through the service that holds what they encrypt', () => {
    const keyUses = statementsOf('AWS::IAM::Policy').filter(({ statement }) =>
      statement.Action.some((action) => action.startsWith('kms:')),
    );
    for (const { id, statement } of keyUses)
      expect(statement.Condition, id).toMatchObject({
        StringEquals: { 'kms:ViaService': expect.stringMatching(/^\w+\.ap-southeast-1\.amazonaws\.com$/) },
      });
  });

  test.each([
    ['ListAgencies', []],
    ['ListProcedures', ['dynamodb:Query', 'kms:Decrypt']],
    ['TrackDossier', ['dynamodb:GetItem', 'dynamodb:Query', 'kms:Decrypt']],
    ['ListWorklist', ['dynamodb:Query', 'kms:Decrypt']],
    [
      'OpenDocument',
      ['dynamodb:PutItem', 'dynamodb:Query', 'kms:Decrypt', 'kms:Decrypt', 's3:GetObjectVersion'],
    ],
    ['SubmitDossier', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'kms:Decrypt']],
    [
      'RemoveDocument',
      ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'kms:Decrypt'],
    ],
    [
      'NotifyApplicant',
      [
        'dynamodb:PutItem',
        'dynamodb:Query',
        'kms:Decrypt',
        'kms:Decrypt',
        'ses:SendEmail',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
    ],
    [
      'PublishEvents',
      [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        'kms:Decrypt',
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'sns:Publish',
      ],
    ],
    [
      'KeepDocuments',
      [
        'dynamodb:Query',
        'kms:Decrypt',
        'kms:Decrypt',
        's3:GetObjectVersionTagging',
        's3:PutObjectVersionTagging',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
    ],
  ])('let %s do what its contract states and no more', (functionName, actions) => {
    expect(actionsOf(functionName)).toEqual(actions);
  });

  test('close the bucket to all who do not examine, until an object is found clean', () => {
    const denied = statementsOf('AWS::S3::BucketPolicy').filter(({ statement }) => statement.Sid);
    expect(denied.map(({ statement }) => statement)).toMatchObject([
      {
        Sid: 'NobodyReadsWhatIsNotClean',
        Effect: 'Deny',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Principal: { AWS: '*' },
        Condition: {
          ArnNotEquals: {
            'aws:PrincipalArn': [
              { 'Fn::GetAtt': [expect.stringMatching(/^DocumentsScannerRole/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^ExamineDocumentRole/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^SweepDocumentsRole/), 'Arn'] },
            ],
          },
          StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
        },
      },
      {
        Sid: 'NobodyForgesTheScan',
        Effect: 'Deny',
        Action: ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'],
        Condition: {
          ArnNotEquals: {
            'aws:PrincipalArn': [
              { 'Fn::GetAtt': [expect.stringMatching(/^DocumentsScannerRole/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^KeepDocumentsRole/), 'Arn'] },
            ],
          },
        },
      },
    ]);
  });

  test('refuse what does not come over TLS', () => {
    for (const [resource, policy] of [
      ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'],
      ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
      ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'],
    ] as const) {
      const refusals = statementsOf(policy).filter(
        ({ statement }) =>
          statement.Effect === 'Deny' &&
          JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
      );
      expect(refusals, policy).toHaveLength(made.ofType(resource).length);
    }
  });
};
