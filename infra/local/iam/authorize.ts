import { getDenialReasons, runSimulation } from '@cloud-copilot/iam-simulate';
import type { Context } from '../assembly/kind.ts';
import type { PolicyDocument } from '../assembly/policy-document.ts';
import type { ResourcePolicies, RolePolicies } from './policies.ts';

export type ContextValues = Readonly<Record<string, string | string[]>>;

/** One thing that somebody must be allowed to do. */
export type Need = {
  /** In IAM's terms, e.g. `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  readonly context?: ContextValues;
};

const decrypt = ['kms:Decrypt'];

/**
 * What a service does with a customer's key in the name of whoever does an action on a resource that it encrypts.
 * Sources: the pages on encryption at rest of DynamoDB and S3.
 */
const keyActionsOf: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:GetItem': decrypt,
  'dynamodb:PutItem': decrypt,
  'dynamodb:UpdateItem': decrypt,
  'dynamodb:DeleteItem': decrypt,
  'dynamodb:ConditionCheckItem': decrypt,
  'dynamodb:Query': decrypt,
  'dynamodb:BatchGetItem': decrypt,
  'dynamodb:BatchWriteItem': decrypt,
  'dynamodb:GetRecords': decrypt,
  's3:PutObject': ['kms:GenerateDataKey'],
  's3:GetObject': decrypt,
  's3:GetObjectVersion': decrypt,
};

export type Decision = {
  readonly allowed: boolean;
  /** As AWS words it, from "because" or "with"; empty when allowed. */
  readonly reason: string;
};

/** Someone who asks: a principal with policies, or a service of AWS by its name. */
export type Asker = RolePolicies & { readonly arn: string; readonly accountId?: string };

/** A service of AWS, which has no policies of its own. */
export const service = (name: string): Asker => ({ arn: `${name}.amazonaws.com`, policies: [] });

export type Place = Pick<Context, 'region' | 'accountId'>;

export type Authorize = (asker: Asker, need: Need) => Promise<Decision>;

/** Condition keys that the door gives a value. A policy that leans on another cannot be judged here. */
const conditionKeys: readonly RegExp[] = [
  /^dynamodb:LeadingKeys$/i,
  /^aws:(SecureTransport|PrincipalArn|PrincipalAccount|SourceArn|SourceAccount)$/i,
  /^kms:(ViaService|CallerAccount)$/i,
  /^s3:(ExistingObjectTag\/.+|RequestObjectTagKeys|TlsVersion)$/i,
  /^ses:FromAddress$/i,
];

const imitated = /^(\*|(dynamodb|sns|sqs|s3|ses|ssm|kms|lambda|sts):)/i;

/** Throws a sentence when a policy lets a condition that the door cannot judge decide on a service it imitates. */
export function assertJudgeable(policies: readonly PolicyDocument[], whose: string): void {
  const used = policies
    .flatMap(({ Statement }) => Statement)
    .filter(({ Action }) => Action.some((action) => imitated.test(action)))
    .flatMap(({ Condition }) => Object.values(Condition ?? {}))
    .flatMap((operator) => Object.keys(operator));
  const unknown = used.find((key) => !conditionKeys.some((known) => known.test(key)));
  if (unknown) throw new Error(`${whose} has a condition on ${unknown}, which the local run cannot judge`);
}

const isService = ({ arn }: Asker): boolean => arn.endsWith('.amazonaws.com');

const contextOf = (asker: Asker, { context }: Need, { accountId }: Place): ContextValues => ({
  // The loopback of one machine stands for the TLS of AWS's endpoints: nothing leaves the machine.
  'aws:SecureTransport': 'true',
  's3:TlsVersion': '1.3',
  ...(!isService(asker) && {
    'aws:PrincipalArn': asker.arn,
    'aws:PrincipalAccount': asker.accountId ?? accountId,
  }),
  ...context,
});

/** Buckets and their objects have no account in their ARN; they are those of the assembly. */
const accountOf = (arn: string, place: Place): string => arn.split(':')[4] || place.accountId;

const named = (documents: readonly PolicyDocument[]) =>
  documents.map((policy, index) => ({ name: `policy ${index + 1}`, policy }));

async function simulate(
  asker: Asker,
  need: Need,
  policies: ResourcePolicies,
  place: Place,
): Promise<Decision> {
  const resourcePolicy = policies.policyOn(need.resource);
  const outcome = await runSimulation(
    {
      request: {
        principal: asker.arn,
        action: need.action,
        resource: { resource: need.resource, accountId: accountOf(need.resource, place) },
        contextVariables: contextOf(asker, need, place),
      },
      identityPolicies: named(asker.policies),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy && { resourcePolicy }),
      ...(asker.boundary && { permissionBoundaryPolicies: named([asker.boundary]) }),
    },
    {},
  );
  const refused = (reason: string): Decision => ({ allowed: false, reason });
  if (outcome.resultType === 'error')
    return refused(`because the policies cannot be judged: ${JSON.stringify(outcome.errors)}`);
  if (outcome.overallResult === 'Allowed') return { allowed: true, reason: '' };
  const analysis = outcome.resultType === 'single' ? outcome.result.analysis : outcome.results[0]?.analysis;
  const [denial] = analysis ? getDenialReasons(analysis).toSorted((a, b) => weight(a) - weight(b)) : [];
  const kind = kinds[isService(asker) ? 'resource' : (denial?.policyType ?? '')] ?? 'identity-based policy';
  return denial?.denialType === 'Explicit'
    ? refused(`with an explicit deny in a ${kind}`)
    : refused(`because no ${kind} allows the ${need.action} action`);
}

const kinds: Readonly<Record<string, string>> = {
  resource: 'resource-based policy',
  pb: 'permissions boundary',
};

/** The reason worth telling: a deny that stands in a policy, then the identity's missing grant, then the resource's. */
const weight = ({ denialType, policyType }: { denialType: string; policyType: string }): number =>
  denialType === 'Explicit' ? 0 : policyType === 'resource' ? 2 : 1;

/** Bounds what is remembered, because objects are without number. */
const remembered = 20_000;

/**
 * Judges needs by the policies of who asks, of the resource and of the key that encrypts it. A judgement costs about
 * a millisecond and is kept for the same asker, action, resource and context.
 */
export function authorizer(policies: ResourcePolicies, place: Place): Authorize {
  const kept = new Map<string, Promise<Decision>>();

  const judged = (asker: Asker, need: Need): Promise<Decision> => {
    const name = `${asker.arn}\n${need.action}\n${need.resource}\n${need.context ? JSON.stringify(need.context) : ''}`;
    const known = kept.get(name);
    if (known) return known;
    if (kept.size >= remembered) kept.clear();
    const decision = simulate(asker, need, policies, place);
    kept.set(name, decision);
    return decision;
  };

  return async (asker, need) => {
    const decision = await judged(asker, need);
    const key = policies.keyOf(need.resource);
    if (!decision.allowed || !key) return decision;
    for (const action of keyActionsOf[need.action] ?? []) {
      const context = keyContext(asker, need, place);
      const onKey = await judged(asker, { action, resource: key, context });
      const reason = `because it is encrypted by ${key}, and ${action} is refused ${onKey.reason}`;
      if (!onKey.allowed) return { allowed: false, reason };
    }
    return decision;
  };
}

/** The service that holds the resource uses the key in the name of who asks. */
const keyContext = (asker: Asker, need: Need, place: Place): ContextValues => ({
  'kms:ViaService': `${need.action.split(':', 1)}.${place.region}.amazonaws.com`,
  'kms:CallerAccount': asker.accountId ?? place.accountId,
});
