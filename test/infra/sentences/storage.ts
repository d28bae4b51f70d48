import { expect, test } from 'vitest';
import type { Synthesis } from '../synthesis.ts';

/** What the stacks say about what must not be lost. */
export const storage = (made: Synthesis): void => {
  const properties = (type: string) => made.ofType(type).map(({ id, Properties }) => ({ id, ...Properties }));

  test('keep the names by which stateful resources would be lost if they changed', () => {
    const stateful = (stack: string) =>
      made.resources
        .filter((resource) => resource.stack === stack && resource.DeletionPolicy === 'RetainExceptOnCreate')
        .map(({ id }) => id);
    expect(stateful('data')).toEqual([
      'Key961B73FD',
      'TableCD117FA1',
      'DocumentsAccessLogsE0128BD5',
      'DocumentsBucket089EA665',
      'SigningKeyH2503265B6C05',
      'SealKey94782D95',
      'SealsBucketE93CAD23',
    ]);
    const queues: Readonly<Record<string, string>> = {
      'H25.03': 'DepartmentQueueH2503Queue57278F4E',
      'H25.06': 'DepartmentQueueH2506QueueF0225E7F',
      'H25.07': 'DepartmentQueueH2507Queue2D550302',
      'H25.08': 'DepartmentQueueH2508QueueBACBC379',
      'H25.11': 'DepartmentQueueH2511Queue10608E4F',
      'H25.18': 'DepartmentQueueH2518Queue91C67AFB',
    };
    expect(stateful('events').filter((id) => !id.includes('DeadLetters'))).toEqual([
      'RetentionQueueD7437769',
      'NotificationsQueueA0A6803C',
      'PostalQueueE0B72699',
      'CalendarQueue388C9BE4',
      'StatisticsQueueA1017B99',
      ...made.departments.map((agency) => queues[agency]),
    ]);
  });

  test('shape the table as the stores read it, and let neither it nor an index cost without a bound', () => {
    const units = { local: 2000, staging: 200, production: 2000 }[made.stage];
    const ceiling = { MaxReadRequestUnits: units, MaxWriteRequestUnits: units };
    expect(properties('AWS::DynamoDB::Table')).toMatchObject([
      {
        KeySchema: [
          { AttributeName: 'PK', KeyType: 'HASH' },
          { AttributeName: 'SK', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        OnDemandThroughput: ceiling,
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        GlobalSecondaryIndexes: [
          ['worklist', 'worklistSK', 'INCLUDE'],
          ['place', 'worklistSK', 'KEYS_ONLY'],
          ['owner', 'ownerSK', 'KEYS_ONLY'],
          ['due', 'dueSK', 'KEYS_ONLY'],
          ['log', 'logSK', 'INCLUDE'],
          ['find', 'findSK', 'KEYS_ONLY'],
        ].map(([name, sortKey, ProjectionType]) => ({
          IndexName: name,
          KeySchema: [
            { AttributeName: `${name}PK`, KeyType: 'HASH' },
            { AttributeName: sortKey, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType },
          OnDemandThroughput: ceiling,
        })),
      },
    ]);
  });

  test('encrypt everything at rest with keys that rotate, but for the texts of alarms', () => {
    for (const { id, Properties } of made.ofType('AWS::Logs::LogGroup'))
      expect(Properties, id).toHaveProperty('KmsKeyId');
    // By a key that SQS keeps and turns, so that departments of other accounts and services of AWS need none of ours.
    for (const { id, Properties } of made.ofType('AWS::SQS::Queue'))
      expect(Properties, id).toMatchObject({ SqsManagedSseEnabled: true });
    // By the key that SNS has in each account, which KMS turns every year; CloudWatch, which rings alarms, may not use it.
    const [ofAlarms, ofEvents] = made.ofType('AWS::SNS::Topic');
    expect(ofAlarms?.Properties).not.toHaveProperty('KmsMasterKeyId');
    expect(JSON.stringify(ofEvents?.Properties.KmsMasterKeyId)).toContain(':alias/aws/sns"');
    expect(properties('AWS::DynamoDB::Table')).toMatchObject([
      { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } },
    ]);
    const algorithm = (SSEAlgorithm: string) => ({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm } }],
      },
    });
    expect(properties('AWS::S3::Bucket')).toMatchObject([
      { id: 'DocumentsAccessLogsE0128BD5', ...algorithm('AES256') },
      { id: 'DocumentsBucket089EA665', ...algorithm('aws:kms') },
      { id: 'SealsBucketE93CAD23', ...algorithm('aws:kms') },
    ]);
    // The key of what stays turns every three years.
    expect(
      made
        .ofType('AWS::KMS::Key')
        .filter(({ Properties }) => !Properties.KeySpec)
        .map(({ Properties }) => [Properties.EnableKeyRotation, Properties.RotationPeriodInDays]),
    ).toEqual([[true, 1095]]);
  });

  test('lock the seals for ten years, from whoever may do anything else once the stage is live, and nothing that is to be forgotten', () => {
    const [, documents, seals] = properties('AWS::S3::Bucket');
    expect(documents).not.toHaveProperty('ObjectLockEnabled');
    expect(seals).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: made.live ? 'COMPLIANCE' : 'GOVERNANCE', Days: 3653 } },
      },
    });
    expect(seals).not.toHaveProperty('LifecycleConfiguration');
  });

  test('open no bucket to the public, forget uploads that were never submitted and archive the others after a month', () => {
    for (const { Properties } of made.ofType('AWS::S3::Bucket'))
      expect(Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
    expect(properties('AWS::S3::Bucket')[1]).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: {
        Rules: [
          {
            ExpirationInDays: 60,
            NoncurrentVersionExpiration: { NoncurrentDays: 60 },
            Status: 'Enabled',
            TagFilters: [{ Key: 'retention', Value: 'draft' }],
          },
          {
            ExpirationInDays: 7,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            Prefix: 'sheets/exports/',
            Status: 'Enabled',
          },
          {
            Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 30 }],
            NoncurrentVersionTransitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 30 }],
            Status: 'Enabled',
          },
          {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            ExpiredObjectDeleteMarker: true,
            Status: 'Enabled',
          },
        ],
      },
    });
    expect(properties('AWS::GuardDuty::MalwareProtectionPlan')).toMatchObject([
      {
        Actions: { Tagging: { Status: 'ENABLED' } },
        ProtectedResource: { S3Bucket: { ObjectPrefixes: ['dossiers/'] } },
      },
    ]);
  });
};
