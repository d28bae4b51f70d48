import type { PolicyDocument } from '../assembly/policy-document.ts';
import type { Assembly } from '../assembly.ts';

/** What a role may do, by what its template attaches to it. */
export type RolePolicies = {
  readonly policies: readonly PolicyDocument[];
  /** The most that its policies can give. */
  readonly boundary?: PolicyDocument | undefined;
};

export function policiesOfRole(assembly: Assembly, roleArn: string): RolePolicies {
  const { name, properties } = assembly.find('AWS::IAM::Role', roleArn);
  const { Policies, PermissionsBoundary } = properties;
  const attached = assembly.ofType('AWS::IAM::Policy').map((policy) => policy.properties);
  const policies = [...Policies, ...attached.filter(({ Roles }) => Roles.includes(name))];
  const boundary =
    PermissionsBoundary === undefined
      ? undefined
      : assembly.find('AWS::IAM::ManagedPolicy', PermissionsBoundary).properties.PolicyDocument;
  return { policies: policies.map(({ PolicyDocument }) => PolicyDocument), boundary };
}

/** The resource-based policies of the template, and the keys that encrypt its resources. */
export type ResourcePolicies = {
  /** The policy on the resource that an ARN names or lies in (an object in its bucket). */
  policyOn(resourceArn: string): PolicyDocument | undefined;
  /** The ARN of the customer's KMS key by which that resource is encrypted at rest. */
  keyOf(resourceArn: string): string | undefined;
  /** Every policy but those of keys, whose statements speak also to services that the local run does not have. */
  readonly all: readonly PolicyDocument[];
};

/** The ARN of what holds the resource: of an index its table, of an object its bucket. */
const holderArn = (arn: string): string =>
  arn.startsWith('arn:aws:s3:::') ? arn.split('/', 1).join() : arn.replace(/\/(?:index|stream)\/.*$/, '');

type Stated = readonly [resourceArn: string, policy: PolicyDocument | undefined];

/** Who may invoke a function stands in permissions, each of which is a statement of its policy. */
const invocationsOf = ({ ofType, find }: Assembly): readonly Stated[] =>
  ofType('AWS::Lambda::Permission').map(({ properties }) => {
    const { Action, FunctionName, Principal, SourceArn } = properties;
    const { arn } = find('AWS::Lambda::Function', FunctionName);
    const Condition = { ArnLike: { 'aws:SourceArn': [SourceArn] } };
    const statement = { Action: [Action], Principal: { Service: [Principal] }, Resource: [arn], Condition };
    return [arn, { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }];
  });

const policiesOfResources = ({ ofType, find }: Assembly): readonly Stated[] => [
  ...ofType('AWS::SQS::QueuePolicy').flatMap(({ properties: { Queues, PolicyDocument } }) =>
    Queues.map((queue): Stated => [find('AWS::SQS::Queue', queue).arn, PolicyDocument]),
  ),
  ...ofType('AWS::SNS::TopicPolicy').flatMap(({ properties: { Topics, PolicyDocument } }) =>
    Topics.map((topic): Stated => [find('AWS::SNS::Topic', topic).arn, PolicyDocument]),
  ),
  ...ofType('AWS::S3::BucketPolicy').map(
    ({ properties: { Bucket, PolicyDocument } }): Stated => [
      find('AWS::S3::Bucket', Bucket).arn,
      PolicyDocument,
    ],
  ),
  ...ofType('AWS::DynamoDB::Table').map(
    ({ arn, properties }): Stated => [arn, properties.ResourcePolicy?.PolicyDocument],
  ),
  ...ofType('AWS::IAM::Role').map(
    ({ arn, properties }): Stated => [arn, properties.AssumeRolePolicyDocument],
  ),
];

type Encrypted = readonly [resourceArn: string, key: string | undefined];

/** The key that each resource names, where it names one. */
const keysOfResources = ({ ofType }: Assembly): readonly Encrypted[] => [
  ...ofType('AWS::DynamoDB::Table').map(
    ({ arn, properties }): Encrypted => [arn, properties.SSESpecification?.KMSMasterKeyId],
  ),
  ...ofType('AWS::S3::Bucket').map(({ arn, properties: { BucketEncryption } }): Encrypted => {
    const [rule] = BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
    return [arn, rule?.ServerSideEncryptionByDefault.KMSMasterKeyID];
  }),
];

/** What several say of one resource is one policy. */
function merged(stated: readonly Stated[]): ReadonlyMap<string, PolicyDocument> {
  const policies = new Map<string, PolicyDocument>();
  for (const [arn, policy] of stated) {
    const { Statement: before = [] } = policies.get(arn) ?? {};
    if (policy) policies.set(arn, { ...policy, Statement: [...before, ...policy.Statement] });
  }
  return policies;
}

/** Gathers them once. */
export function resourcePolicies(assembly: Assembly): ResourcePolicies {
  const { ofType, find } = assembly;
  const policies = merged([...invocationsOf(assembly), ...policiesOfResources(assembly)]);
  const ofKeys = new Map(ofType('AWS::KMS::Key').map(({ arn, properties }) => [arn, properties.KeyPolicy]));
  const keys = new Map(
    keysOfResources(assembly).map(([arn, key]) => [arn, key && find('AWS::KMS::Key', key).arn]),
  );
  return {
    policyOn: (arn) => policies.get(holderArn(arn)) ?? ofKeys.get(arn),
    keyOf: (arn) => keys.get(holderArn(arn)),
    all: [...policies.values()],
  };
}
