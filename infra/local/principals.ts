import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import type { Principal } from './door/identify.ts';
import { policiesOfRole, policyDocument } from './door/policies.ts';

/** A department that reads a queue of its own, from an AWS account of its own. */
type Department = {
  /** Code of the agency, e.g. `H25.03`. */
  readonly agency: string;
  readonly queueUrl: string;
  readonly principal: Principal;
};

/** What a department needs to read its queue with the AWS CLI or an SDK. */
export type DepartmentAccess = {
  readonly agency: string;
  readonly queueUrl: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

export const accessOf = ({ agency, queueUrl, principal }: Department): DepartmentAccess => ({
  agency,
  queueUrl,
  accessKeyId: principal.accessKeyId,
  secretAccessKey: principal.secretAccessKey,
});

/** Who may call AWS on this machine. */
export type Principals = {
  readonly all: readonly Principal[];
  /** The principal in whose role a function runs. Throws when no function has this role. */
  ofRole(roleArn: string): Principal;
  /** Someone of the ops team, who may do everything in the province's account. */
  readonly operator: Principal;
  readonly departments: readonly Department[];
};

/** The same keys in every run, so that a command with them can be repeated; they open nothing but this machine. */
const keysOf = (arn: string) => {
  const hash = createHash('sha512').update(`motcua local ${arn}`).digest('hex');
  return { accessKeyId: `AKIA${hash.slice(0, 16).toUpperCase()}`, secretAccessKey: hash.slice(16, 56) };
};

const allow = (...actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

const functionProperties = z.object({ Role: z.string() });

const queuePolicies = z.object({ PolicyDocument: z.unknown(), Queues: z.array(z.string()) });
const accountPrincipal = z.object({ AWS: z.union([z.string(), z.array(z.string())]) });

const subscriptions = z.object({
  Endpoint: z.string(),
  FilterPolicy: z
    .object({ agency: z.array(z.string()) })
    .partial()
    .default({}),
});

/** The principals of the assembly: the role of each function, the accounts that queues are open to, and an operator. */
export function principalsOf(assembly: Assembly): Principals {
  const { accountId } = assembly.context;
  const roleArns = new Set(
    assembly
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => functionProperties.parse(properties).Role),
  );
  const roles = [...roleArns].map((arn): Principal => {
    const { name } = assembly.find('AWS::IAM::Role', arn);
    return { name, arn, accountId, ...keysOf(arn), policies: policiesOfRole(assembly, arn) };
  });
  const operator = user(accountId, 'operator', allow('*'));
  const departments = departmentsOf(assembly);
  return {
    all: [...roles, operator, ...departments.map(({ principal }) => principal)],
    ofRole: (roleArn) => {
      const role = roles.find(({ arn }) => arn === roleArn);
      if (!role) throw new Error(`no function has the role ${roleArn}`);
      return role;
    },
    operator,
    departments,
  };
}

function user(accountId: string, name: string, policy: unknown): Principal {
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  return { name, arn, accountId, ...keysOf(arn), policies: [policy] };
}

/**
 * The queues that other accounts may read. What they may do there, the queue's own policy decides; in their own
 * account they have granted themselves everything of SQS and the decryption of what it holds.
 */
function departmentsOf(assembly: Assembly): readonly Department[] {
  const agencies = new Map(
    assembly
      .ofType('AWS::SNS::Subscription')
      .map(({ properties }) => subscriptions.parse(properties))
      .flatMap(({ Endpoint, FilterPolicy }) =>
        (FilterPolicy.agency ?? []).map((agency) => [Endpoint, agency] as const),
      ),
  );
  return assembly.ofType('AWS::SQS::QueuePolicy').flatMap(({ properties }) => {
    const { PolicyDocument, Queues } = queuePolicies.parse(properties);
    const accounts = policyDocument(PolicyDocument).Statement.flatMap(({ Effect, Principal }) => {
      const account = accountPrincipal.safeParse(Principal);
      if (Effect !== 'Allow' || !account.success) return [];
      return [account.data.AWS].flat().flatMap((arn) => /^arn:aws:iam::(\d{12}):root$/.exec(arn)?.[1] ?? []);
    });
    return Queues.map((url) => assembly.find('AWS::SQS::Queue', url)).flatMap((queue) => {
      const agency = agencies.get(queue.arn);
      if (agency === undefined) return [];
      return [...new Set(accounts)].map((account) => ({
        agency,
        queueUrl: queue.ref,
        principal: user(account, agency, allow('sqs:*', 'kms:Decrypt')),
      }));
    });
  });
}
