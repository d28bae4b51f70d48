import * as z from 'zod';
import { arnOf, ignored, type Kind, opaque, within } from '../kind.ts';
import { PolicyDocument } from '../policy-document.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const corsRule = z.strictObject({
  AllowedOrigins: z.array(z.string().regex(/^[^*]+$/, 'each origin by its name')),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.tuple([z.literal('*')]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
});
export type BucketCorsRule = z.infer<typeof corsRule>;

/** DynamoDB, and S3 with its scanner. */
export const storage = {
  'AWS::DynamoDB::Table': {
    properties: z.strictObject({
      TableName: z.string().optional(),
      AttributeDefinitions: z.array(
        z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
      ),
      BillingMode: z.literal('PAY_PER_REQUEST'),
      KeySchema: keySchema,
      GlobalSecondaryIndexes: z
        .array(
          z.strictObject({
            IndexName: z.string(),
            KeySchema: keySchema,
            OnDemandThroughput: ignored,
            Projection: z.strictObject({
              ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
              NonKeyAttributes: z.array(z.string()).optional(),
            }),
          }),
        )
        .optional(),
      ResourcePolicy: z.strictObject({ PolicyDocument }).optional(),
      SSESpecification: z
        .strictObject({ KMSMasterKeyId: z.string(), SSEEnabled: z.literal(true), SSEType: z.literal('KMS') })
        .optional(),
      StreamSpecification: z
        .strictObject({
          StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']),
        })
        .optional(),
      TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
    }),
    // Among them a ceiling that one machine does not reach.
    ignores: ['DeletionProtectionEnabled', 'OnDemandThroughput', 'PointInTimeRecoverySpecification'],
    named: 'TableName',
    made: within(255),
    arn: (self) => arnOf(self, 'dynamodb', `table/${self.name}`),
    attributes: {
      // The emulator labels a stream with the time of its making; templates and policies know it by this ARN.
      StreamArn: (self) => arnOf(self, 'dynamodb', `table/${self.name}/stream/local`),
    },
  },
  'AWS::GuardDuty::MalwareProtectionPlan': {
    properties: z.strictObject({
      Role: z.string(),
      ProtectedResource: z.strictObject({
        S3Bucket: z.strictObject({
          BucketName: z.string(),
          ObjectPrefixes: z.array(z.string()).default(['']),
        }),
      }),
      Actions: z.strictObject({ Tagging: z.strictObject({ Status: z.literal('ENABLED') }) }),
    }),
    made: opaque(20),
    arn: (self) => arnOf(self, 'guardduty', `malware-protection-plan/${self.name}`),
  },
  'AWS::S3::Bucket': {
    properties: z.strictObject({
      BucketName: z.string().optional(),
      BucketEncryption: z
        .strictObject({
          ServerSideEncryptionConfiguration: z.tuple([
            z.strictObject({
              ServerSideEncryptionByDefault: z.strictObject({
                SSEAlgorithm: z.enum(['AES256', 'aws:kms']),
                KMSMasterKeyID: z.string().optional(),
              }),
              BucketKeyEnabled: ignored,
            }),
          ]),
        })
        .optional(),
      CorsConfiguration: z.strictObject({ CorsRules: z.array(corsRule) }).default({ CorsRules: [] }),
      // No rule listens to what S3 says itself; the schema of rules keeps it so.
      NotificationConfiguration: z.strictObject({ EventBridgeConfiguration: ignored }).optional(),
      // Nobody deletes here what is to be locked.
      ObjectLockEnabled: ignored,
      ObjectLockConfiguration: ignored,
      VersioningConfiguration: z.strictObject({ Status: z.literal('Enabled') }).optional(),
    }),
    // Nothing here lives long enough to be forgotten, and nobody reads the logs of access.
    ignores: ['LifecycleConfiguration', 'LoggingConfiguration', 'PublicAccessBlockConfiguration'],
    named: 'BucketName',
    made: (name) => within(63)(name.toLowerCase()),
    arn: ({ name }) => `arn:aws:s3:::${name}`,
  },
  'AWS::S3::BucketPolicy': { properties: z.strictObject({ PolicyDocument, Bucket: z.string() }) },
} as const satisfies Record<string, Kind>;
