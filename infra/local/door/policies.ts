import * as z from 'zod';
import type { Assembly, Resource } from '../assembly.ts';

const strings = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const statementSchema = z.looseObject({
  Action: strings.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

const documentSchema = z.looseObject({
  Version: z.string().default('2012-10-17'),
  Statement: z.union([statementSchema, z.array(statementSchema)]).transform((value) => [value].flat()),
});
export type PolicyDocument = z.infer<typeof documentSchema>;

/** Reads a policy document. Throws when it is none. */
export const policyDocument = (document: unknown): PolicyDocument => documentSchema.parse(document);

const inline = z.array(z.object({ PolicyDocument: documentSchema })).default([]);
const roleSchema = z.object({ Policies: inline, ManagedPolicyArns: z.array(z.string()).default([]) });
const attachedSchema = z.object({ PolicyDocument: documentSchema, Roles: z.array(z.string()).default([]) });

/** The identity-based policies of a role of the template: its own, those attached to it, and managed ones it names. */
export function policiesOfRole(assembly: Assembly, roleArn: string): readonly PolicyDocument[] {
  const role = assembly.find('AWS::IAM::Role', roleArn);
  const { Policies, ManagedPolicyArns } = roleSchema.parse(role.properties);
  const managed = assembly
    .ofType('AWS::IAM::ManagedPolicy')
    .map((policy) => ({ ...attachedSchema.parse(policy.properties), arn: policy.arn }))
    .filter(({ arn, Roles }) => ManagedPolicyArns.includes(arn) || Roles.includes(role.name));
  const attached = assembly
    .ofType('AWS::IAM::Policy')
    .map(({ properties }) => attachedSchema.parse(properties))
    .filter(({ Roles }) => Roles.includes(role.name));
  return [...Policies, ...attached, ...managed].map(({ PolicyDocument }) => PolicyDocument);
}

/** The resource-based policies of the template, and the keys that encrypt its resources. */
export type ResourcePolicies = {
  /** The policy on the resource that an ARN names or lies in (an object in its bucket). */
  policyOn(resourceArn: string): PolicyDocument | undefined;
  /** The customer's KMS key by which that resource is encrypted at rest. */
  keyOf(resourceArn: string): Resource | undefined;
  /** Every policy but those of keys, whose statements speak also to services that the local run does not have. */
  readonly all: readonly PolicyDocument[];
};

/** The ARN of what holds the resource: of an index its table, of an object its bucket. */
const holderArn = (arn: string): string =>
  arn.startsWith('arn:aws:s3:::') ? arn.split('/', 1).join() : arn.replace(/\/(?:index|stream)\/.*$/, '');

const keySchema = z.object({ KeyPolicy: documentSchema });
const queuePolicySchema = z.object({ PolicyDocument: documentSchema, Queues: strings });
const topicPolicySchema = z.object({ PolicyDocument: documentSchema, Topics: strings });
const bucketPolicySchema = z.object({ PolicyDocument: documentSchema, Bucket: z.string() });

const keyId = z.string().optional();
const tableKey = z.object({ SSESpecification: z.object({ KMSMasterKeyId: keyId }).default({}) });
const globalTableKey = z.object({
  Replicas: z
    .array(z.object({ SSESpecification: z.object({ KMSMasterKeyId: keyId }).default({}) }))
    .default([]),
});
const bucketKey = z.object({
  BucketEncryption: z
    .object({
      ServerSideEncryptionConfiguration: z
        .array(z.object({ ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: keyId }).default({}) }))
        .default([]),
    })
    .default({ ServerSideEncryptionConfiguration: [] }),
});

/** The key that a resource of each encrypted type names, as it names it: by id, ARN or alias. */
const keyNamedBy = {
  'AWS::DynamoDB::Table': (properties) => tableKey.parse(properties).SSESpecification.KMSMasterKeyId,
  'AWS::DynamoDB::GlobalTable': (properties) =>
    globalTableKey.parse(properties).Replicas[0]?.SSESpecification.KMSMasterKeyId,
  'AWS::S3::Bucket': (properties) =>
    bucketKey.parse(properties).BucketEncryption.ServerSideEncryptionConfiguration[0]
      ?.ServerSideEncryptionByDefault.KMSMasterKeyID,
  'AWS::SNS::Topic': (properties) => z.object({ KmsMasterKeyId: keyId }).parse(properties).KmsMasterKeyId,
  'AWS::SQS::Queue': (properties) => z.object({ KmsMasterKeyId: keyId }).parse(properties).KmsMasterKeyId,
  'AWS::SecretsManager::Secret': (properties) => z.object({ KmsKeyId: keyId }).parse(properties).KmsKeyId,
} as const satisfies Partial<
  Record<Parameters<Assembly['ofType']>[0], (properties: unknown) => string | undefined>
>;

const encryptedTypes = Object.keys(keyNamedBy) as readonly (keyof typeof keyNamedBy)[];

function keyCalled(assembly: Assembly, reference: string): Resource | undefined {
  const alias = assembly
    .ofType('AWS::KMS::Alias')
    .find(({ name }) => reference === name || reference.endsWith(`:${name}`));
  const target = alias
    ? z.object({ TargetKeyId: z.string() }).parse(alias.properties).TargetKeyId
    : reference;
  return assembly.ofType('AWS::KMS::Key').find(({ arn, name }) => target === arn || target === name);
}

/** Gathers them once; a policy whose form is wrong throws here. */
export function resourcePolicies(assembly: Assembly): ResourcePolicies {
  const policies = new Map<string, PolicyDocument>();
  const add = (arn: string, { Version, Statement }: PolicyDocument): void => {
    const before = policies.get(arn)?.Statement ?? [];
    policies.set(arn, { Version, Statement: [...before, ...Statement] });
  };
  for (const { properties } of assembly.ofType('AWS::SQS::QueuePolicy')) {
    const { PolicyDocument, Queues } = queuePolicySchema.parse(properties);
    for (const queue of Queues) add(assembly.find('AWS::SQS::Queue', queue).arn, PolicyDocument);
  }
  for (const { properties } of assembly.ofType('AWS::SNS::TopicPolicy')) {
    const { PolicyDocument, Topics } = topicPolicySchema.parse(properties);
    for (const topic of Topics) add(assembly.find('AWS::SNS::Topic', topic).arn, PolicyDocument);
  }
  for (const { properties } of assembly.ofType('AWS::S3::BucketPolicy')) {
    const { PolicyDocument, Bucket } = bucketPolicySchema.parse(properties);
    add(assembly.find('AWS::S3::Bucket', Bucket).arn, PolicyDocument);
  }
  const all = [...policies.values()];
  for (const { arn, properties } of assembly.ofType('AWS::KMS::Key'))
    add(arn, keySchema.parse(properties).KeyPolicy);

  const keys = new Map<string, Resource>();
  for (const type of encryptedTypes) {
    for (const { arn, properties } of assembly.ofType(type)) {
      const named = keyNamedBy[type](properties);
      const key = named === undefined ? undefined : keyCalled(assembly, named);
      if (key) keys.set(arn, key);
    }
  }

  return {
    policyOn: (arn) => policies.get(holderArn(arn)),
    keyOf: (arn) => keys.get(holderArn(arn)),
    all,
  };
}
