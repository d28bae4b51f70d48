import { expect, test } from 'vitest';
import * as z from 'zod';
import { rolePolicies } from '../role-policies.ts';
import type { Synthesis } from '../synthesis.ts';

const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.union([schema.transform((one) => [one]), z.array(schema)]);

const Statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(z.unknown()).optional(),
  NotResource: oneOrMore(z.unknown()).optional(),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
type Statement = z.infer<typeof Statement>;

const Document = z.object({ Statement: z.array(Statement) });

const Policy = z.object({ PolicyDocument: Document });

const KeyPolicy = z.object({ KeyPolicy: Document });

const ServicePrincipal = z.object({ Service: oneOrMore(z.string()) });

/** The services that a statement names. */
const serviceNames = (principal: unknown): readonly string[] =>
  ServicePrincipal.safeParse(principal).data?.Service ?? [];

const Join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const Reference = z.object({ Ref: z.string() });

/** A value with its joins made and its references as `<name>`. */
const plain = (value: unknown): unknown => {
  const join = Join.safeParse(value).data?.['Fn::Join'];
  if (join) return join[1].map(plain).join(join[0]);
  const reference = Reference.safeParse(value).data?.Ref;
  if (reference) return `<${reference}>`;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};

/** What the stacks say about who may do what. */
export const permissions = (made: Synthesis): void => {
  const statementsOf = (type: string): { id: string; statement: Statement }[] =>
    made
      .ofType(type)
      .flatMap(({ id, Properties }) =>
        Policy.parse(Properties).PolicyDocument.Statement.map((statement) => ({ id, statement })),
      );

  /** What roles may do. */
  const granted = rolePolicies(made).flatMap(({ owner, PolicyDocument }) =>
    Document.parse(PolicyDocument).Statement.map((statement) => ({ owner, statement })),
  );

  /** Actions of a function's policy by service, the log that all have left out. */
  const actionsOf = (functionName: string): string[] =>
    granted
      .filter(({ owner }) => owner === functionName)
      .flatMap(({ statement }) => statement.Action)
      .filter((action) => !action.startsWith('logs:'))
      .sort();

  test('allow no action by wildcard, except the account itself on its own keys', () => {
    const onResources = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy'];
    const allowed = [...granted, ...onResources.flatMap(statementsOf)].filter(
      ({ statement }) => statement.Effect === 'Allow',
    );
    expect(
      allowed.filter(({ statement }) => statement.Action.some((action) => action.includes('*'))),
    ).toEqual([]);
  });

  test('allow nothing on all resources but asking for a scan', () => {
    const wide = granted.filter(({ statement }) => statement.Resource?.includes('*'));
    expect(wide).toEqual([
      {
        owner: 'SweepDocuments',
        statement: expect.objectContaining({ Action: ['guardduty:SendObjectMalwareScan'] }),
      },
    ]);
  });

  test('name resources by wildcard only as objects below a prefix, all to the scanner, and as the rule that GuardDuty manages', () => {
    const patterns = granted
      .flatMap(({ statement }) => statement.Resource ?? [])
      .map((resource) => JSON.stringify(resource))
      .filter((resource) => resource.includes('*') && resource !== '"*"');
    for (const pattern of patterns)
      expect(pattern).toMatch(
        /DocumentsBucket(Arn"\}\},"\/(dossiers|sheets)\/\*"|089EA665","Arn"\]\},"\/\*")|SealsBucketArn"\}\},"\/seals\/\*"|rule\/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*/,
      );
  });

  test('use keys only through the service that holds what they encrypt', () => {
    const keyUses = granted.filter(({ statement }) =>
      statement.Action.some((action) => action.startsWith('kms:') && action !== 'kms:Sign'),
    );
    for (const { owner, statement } of keyUses)
      expect(statement.Condition, owner).toMatchObject({
        StringEquals: { 'kms:ViaService': expect.stringMatching(/^\w+\.ap-southeast-1\.amazonaws\.com$/) },
      });
  });

  test.each([
    ['ListAgencies', []],
    ['ListProcedures', ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'kms:Decrypt']],
    ['TrackDossier', ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'kms:Decrypt']],
    ['ListWorklist', ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Query', 'kms:Decrypt']],
    [
      'OpenDocument',
      ['dynamodb:PutItem', 'dynamodb:Query', 'kms:Decrypt', 'kms:Decrypt', 's3:GetObjectVersion'],
    ],
    [
      'OpenSheet',
      [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'kms:Decrypt',
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'kms:Sign',
        's3:GetObjectVersion',
        's3:PutObject',
      ],
    ],
    [
      'SubmitDossier',
      [
        'dynamodb:ConditionCheckItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
        'kms:Decrypt',
      ],
    ],
    [
      'RemoveDocument',
      ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'kms:Decrypt'],
    ],
    [
      'NotifyApplicant',
      [
        'dynamodb:BatchGetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'kms:Decrypt',
        'ses:SendEmail',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
        'ssm:GetParameter',
      ],
    ],
    [
      'PublishEvents',
      [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
        'dynamodb:Query',
        'kms:Decrypt',
        'sns:Publish',
      ],
    ],
    [
      'SweepDocuments',
      [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'guardduty:SendObjectMalwareScan',
        'kms:Decrypt',
        'kms:Decrypt',
        's3:GetObjectTagging',
        's3:GetObjectVersion',
        's3:ListBucket',
        'sqs:SendMessage',
      ],
    ],
    [
      'KeepDocuments',
      [
        'dynamodb:Query',
        'kms:Decrypt',
        's3:GetObjectVersionTagging',
        's3:PutObjectVersionTagging',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
      ],
    ],
  ])('let %s do what its contract states and no more', (functionName, actions) => {
    expect(actionsOf(functionName)).toEqual(actions);
  });

  test('close the bucket to all who do not examine, until an object is found clean, but for what only its maker puts there', () => {
    const objectsBelow = (prefix: string) => ({
      'Fn::Join': ['', [{ 'Fn::GetAtt': ['DocumentsBucket089EA665', 'Arn'] }, prefix]],
    });
    const denied = statementsOf('AWS::S3::BucketPolicy').filter(({ statement }) => statement.Sid);
    expect(denied.map(({ statement }) => statement)).toMatchObject([
      {
        Sid: 'NobodyReadsWhatIsNotClean',
        Effect: 'Deny',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        NotResource: [objectsBelow('/sheets/*')],
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
      {
        Sid: 'NobodyPutsASheetButItsMaker',
        Effect: 'Deny',
        Action: ['s3:PutObject'],
        Resource: [objectsBelow('/sheets/*')],
        Principal: { AWS: '*' },
        Condition: {
          ArnNotEquals: {
            'aws:PrincipalArn': [
              { 'Fn::GetAtt': [expect.stringMatching(/^SignResultRole/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^OpenSheetRole/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^OpenRegisterRole/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^OpenHandOverSheetRole/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^OpenClosingSheetRole/), 'Arn'] },
              { 'Fn::GetAtt': [expect.stringMatching(/^MakeExportRole/), 'Arn'] },
            ],
          },
        },
      },
      {
        Sid: 'NobodyDestroysButTheDestroyer',
        Effect: 'Deny',
        Action: ['s3:DeleteObjectVersion'],
        Resource: [objectsBelow('/*')],
        Principal: { AWS: '*' },
        Condition: {
          ArnNotEquals: {
            'aws:PrincipalArn': [{ 'Fn::GetAtt': [expect.stringMatching(/^DestroyDossiersRole/), 'Arn'] }],
          },
        },
      },
      {
        Sid: 'NobodySealsButTheSealer',
        Effect: 'Deny',
        Action: ['s3:PutObject'],
        Resource: [
          { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^SealsBucket/), 'Arn'] }, '/*']] },
        ],
        Principal: { AWS: '*' },
        Condition: {
          ArnNotEquals: {
            'aws:PrincipalArn': [{ 'Fn::GetAtt': [expect.stringMatching(/^SealLogRole/), 'Arn'] }],
          },
        },
      },
    ]);
  });

  test('let nobody sign in the name of an agency, nor seal, but what is made for it', () => {
    const keys = made.ofType('AWS::KMS::Key').filter(({ Properties }) => Properties.KeySpec);
    const roles = (...names: readonly string[]) =>
      names.map((name) => ({ 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${name}Role`)), 'Arn'] }));
    const signedBy = (signers: unknown) => ({
      KeySpec: 'RSA_2048',
      KeyUsage: 'SIGN_VERIFY',
      KeyPolicy: {
        Statement: [
          { Effect: 'Allow', Action: 'kms:*' },
          {
            Effect: 'Deny',
            Action: 'kms:Sign',
            Principal: { AWS: '*' },
            Condition: { ArnNotEquals: { 'aws:PrincipalArn': signers } },
          },
        ],
      },
    });
    expect(keys.map(({ Properties }) => Properties)).toMatchObject([
      signedBy(roles('SignResult', 'OpenSheet', 'OpenRegister', 'OpenHandOverSheet', 'OpenClosingSheet')),
      signedBy(roles('SealLog')),
    ]);
  });

  test('ask of a service that uses a key no more than it says of itself, and all that it says', () => {
    const services = made
      .ofType('AWS::KMS::Key')
      .flatMap(({ stack, Properties }) =>
        KeyPolicy.parse(Properties).KeyPolicy.Statement.flatMap(({ Principal, Condition }) =>
          serviceNames(Principal).map((service) => [`${stack} ${service}`, Condition && plain(Condition)]),
        ),
      );
    const account = {
      local: '000000000000',
      staging: '<AWS::AccountId>',
      production: made.live ? '310492875561' : '<AWS::AccountId>',
    }[made.stage];
    expect(Object.fromEntries(services)).toEqual({
      'data logs.ap-southeast-1.amazonaws.com': {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:ap-southeast-1:${account}:log-group:*`,
        },
      },
    });
  });

  test('let services send to a queue or topic of ours from what is ours alone', () => {
    const sending = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy']
      .flatMap(statementsOf)
      .filter(
        ({ statement }) => statement.Effect === 'Allow' && serviceNames(statement.Principal).length > 0,
      );
    expect(new Set(sending.flatMap(({ statement }) => serviceNames(statement.Principal)))).toEqual(
      new Set(['cloudwatch.amazonaws.com', 'events.amazonaws.com', 'sns.amazonaws.com']),
    );
    for (const { id, statement } of sending)
      expect(JSON.stringify(statement.Condition), id).toMatch(
        /"(aws:SourceArn":\{"(Ref|Fn::GetAtt)":|(aws|AWS):SourceAccount":("\d{12}"|\{"Ref":"AWS::AccountId"\}))/,
      );
  });

  test('let roles be taken on by the services that work in them, which say of themselves what AWS documents', () => {
    const trusted = made
      .ofType('AWS::IAM::Role')
      .map(({ Properties }) => Properties.AssumeRolePolicyDocument)
      .map((document) => z.object({ Statement: z.tuple([Statement]) }).parse(document).Statement[0]);
    const services = trusted.map(({ Principal, Condition }) => [serviceNames(Principal), Condition]);
    expect(new Set(services.map((service) => JSON.stringify(service)))).toEqual(
      new Set([
        '[["malware-protection-plan.guardduty.amazonaws.com"],null]',
        '[["lambda.amazonaws.com"],null]',
        expect.stringMatching(
          /^\[\["scheduler\.amazonaws\.com"\],\{"StringEquals":\{"aws:SourceAccount":.*,"aws:SourceArn":.*:schedule-group\/default.*\}\}\]$/,
        ),
      ]),
    );
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
