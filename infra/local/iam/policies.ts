import type { PolicyDocument } from '../assembly/policy-document.ts';
import type { Assembly, Resource } from '../assembly.ts';

/** What a role may do, by what its template attaches to it. */
export type RolePolicies = {
  readonly policies: readonly PolicyDocument[];
  /** The most that its policies can give. */
  readonly boundary?: PolicyDocument;
};

export function policiesOfRole(assembly: Assembly, roleArn: string): RolePolicies {
  const { name, properties } = assembly.find('AWS::IAM::Role', roleArn);
  const { Policies, ManagedPolicyArns, PermissionsBoundary } = properties;
  const managed = assembly
    .ofType('AWS::IAM::ManagedPolicy')
    .filter((policy) => ManagedPolicyArns.includes(policy.arn) || policy.properties.Roles.includes(name));
  const attached = assembly
    .ofType('AWS::IAM::Policy')
    .filter((policy) => policy.properties.Roles.includes(name));
  const boundary =
    PermissionsBoundary === undefined
      ? undefined
      : assembly.find('AWS::IAM::ManagedPolicy', PermissionsBoundary).properties.PolicyDocument;
  return {
    policies: [
      ...Policies.map(({ PolicyDocument }) => PolicyDocument),
      ...[...attached, ...managed].map((policy) => policy.properties.PolicyDocument),
    ],
    ...(boundary && { boundary }),
  };
}

/** The resource-based policies of the template, and the keys that encrypt its resources. */
export type ResourcePolicies = {
  /** The policy on the resource that an ARN names or lies in (an object in its bucket). */
  policyOn(resourceArn: string): PolicyDocument | undefined;
  /** The customer's KMS key by which that resource is encrypted at rest. */
  keyOf(resourceArn: string): Resource<'AWS::KMS::Key'> | undefined;
  /** Every policy but those of keys, whose statements speak also to services that the local run does not have. */
  readonly all: readonly PolicyDocument[];
};

/** The ARN of what holds the resource: of an index its table, of an object its bucket. */
const holderArn = (arn: string): string =>
  arn.startsWith('arn:aws:s3:::') ? arn.split('/', 1).join() : arn.replace(/\/(?:index|stream)\/.*$/, '');

type Stated = { readonly arn: string; readonly policy: PolicyDocument | undefined };

/** Who may invoke a function stands in permissions, each of which is a statement of its policy. */
const invocationsOf = (assembly: Assembly): readonly Stated[] =>
  assembly.ofType('AWS::Lambda::Permission').map(({ properties }) => {
    const { Action, FunctionName, Principal, SourceArn } = properties;
    const { arn } = assembly.find('AWS::Lambda::Function', FunctionName);
    const Condition = { ArnLike: { 'aws:SourceArn': [SourceArn] } };
    const statement = { Action: [Action], Principal: { Service: [Principal] }, Resource: [arn], Condition };
    return { arn, policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] } };
  });

function policiesOfResources(assembly: Assembly): readonly Stated[] {
  const { ofType, find } = assembly;
  return [
    ...invocationsOf(assembly),
    ...ofType('AWS::SQS::QueuePolicy').flatMap(({ properties: { Queues, PolicyDocument: policy } }) =>
      Queues.map((queue) => ({ arn: find('AWS::SQS::Queue', queue).arn, policy })),
    ),
    ...ofType('AWS::SNS::TopicPolicy').flatMap(({ properties: { Topics, PolicyDocument: policy } }) =>
      Topics.map((topic) => ({ arn: find('AWS::SNS::Topic', topic).arn, policy })),
    ),
    ...ofType('AWS::S3::BucketPolicy').map(({ properties: { Bucket, PolicyDocument: policy } }) => ({
      arn: find('AWS::S3::Bucket', Bucket).arn,
      policy,
    })),
    ...ofType('AWS::SecretsManager::ResourcePolicy').map(({ properties: { SecretId, ResourcePolicy } }) => ({
      arn: find('AWS::SecretsManager::Secret', SecretId).arn,
      policy: ResourcePolicy,
    })),
    ...ofType('AWS::DynamoDB::Table').map(({ arn, properties: { ResourcePolicy } }) => ({
      arn,
      policy: ResourcePolicy?.PolicyDocument,
    })),
    ...ofType('AWS::IAM::Role').map(({ arn, properties }) => ({
      arn,
      policy: properties.AssumeRolePolicyDocument,
    })),
  ];
}

/** The key that each resource names, where it names one. */
function keysOfResources({ ofType }: Assembly): readonly { arn: string; key: string | undefined }[] {
  return [
    ...ofType('AWS::DynamoDB::Table').map(({ arn, properties }) => ({
      arn,
      key: properties.SSESpecification?.KMSMasterKeyId,
    })),
    ...ofType('AWS::S3::Bucket').map(({ arn, properties: { BucketEncryption } }) => {
      const [rule] = BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
      return { arn, key: rule?.ServerSideEncryptionByDefault.KMSMasterKeyID };
    }),
    ...[...ofType('AWS::SNS::Topic'), ...ofType('AWS::SQS::Queue')].map(({ arn, properties }) => ({
      arn,
      key: properties.KmsMasterKeyId,
    })),
    ...ofType('AWS::SecretsManager::Secret').map(({ arn, properties }) => ({
      arn,
      key: properties.KmsKeyId,
    })),
  ];
}

const merged = (stated: readonly Stated[]): ReadonlyMap<string, PolicyDocument> =>
  new Map(
    [
      ...Map.groupBy(
        stated.filter(({ policy }) => policy),
        ({ arn }) => arn,
      ),
    ].map(([arn, documents]) => [
      arn,
      { Version: '2012-10-17', Statement: documents.flatMap(({ policy }) => policy?.Statement ?? []) },
    ]),
  );

/** Gathers them once. */
export function resourcePolicies(assembly: Assembly): ResourcePolicies {
  const policies = merged(policiesOfResources(assembly));
  const ofKeys = new Map(
    assembly.ofType('AWS::KMS::Key').map(({ arn, properties }) => [arn, properties.KeyPolicy]),
  );
  const keys = new Map(
    keysOfResources(assembly).flatMap(({ arn, key }) =>
      key === undefined ? [] : [[arn, assembly.find('AWS::KMS::Key', key)] as const],
    ),
  );
  return {
    policyOn: (arn) => policies.get(holderArn(arn)) ?? ofKeys.get(arn),
    keyOf: (arn) => keys.get(holderArn(arn)),
    all: [...policies.values()],
  };
}
