import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Assembly, Resource } from './assembly.ts';
import type { Principal } from './door/identify.ts';
import { policiesOfRole, policyDocument } from './door/policies.ts';

/** Somebody of another AWS account, to whom the policy of a queue lets that account in. */
type QueueReader = { readonly queue: Resource; readonly principal: Principal };

/** Who may call AWS on this machine. */
export type Principals = {
  readonly all: readonly Principal[];
  /** The principal in whose role a function runs. Throws when no function has this role. */
  ofRole(roleArn: string): Principal;
  /** Someone who may do everything in the account of the assembly. */
  readonly operator: Principal;
  /** For each queue that is open to other accounts, one of each. */
  readonly readers: readonly QueueReader[];
};

/** The same keys in every run, so that a command with them can be repeated; they open nothing but this machine. */
const keysOf = (arn: string) => {
  const hash = createHash('sha512').update(`local ${arn}`).digest('hex');
  return { accessKeyId: `AKIA${hash.slice(0, 16).toUpperCase()}`, secretAccessKey: hash.slice(16, 56) };
};

const allow = (...actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

const functionProperties = z.object({ Role: z.string() });

const queuePolicies = z.object({ PolicyDocument: z.unknown(), Queues: z.array(z.string()) });
const accountPrincipal = z.object({ AWS: z.union([z.string(), z.array(z.string())]) });

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
  const readers = readersOf(assembly);
  return {
    all: [...roles, operator, ...readers.map(({ principal }) => principal)],
    ofRole: (roleArn) => {
      const role = roles.find(({ arn }) => arn === roleArn);
      if (!role) throw new Error(`no function has the role ${roleArn}`);
      return role;
    },
    operator,
    readers,
  };
}

function user(accountId: string, name: string, policy: unknown): Principal {
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  return { name, arn, accountId, ...keysOf(arn), policies: [policy] };
}

/**
 * Who may read queues from outside. What they may do there, the queue's own policy decides; in their own account they
 * have granted themselves everything of SQS and the decryption of what it holds.
 */
function readersOf(assembly: Assembly): readonly QueueReader[] {
  return assembly.ofType('AWS::SQS::QueuePolicy').flatMap(({ properties }) => {
    const { PolicyDocument, Queues } = queuePolicies.parse(properties);
    const accounts = policyDocument(PolicyDocument)
      .Statement.flatMap(({ Effect, Principal }) => {
        const account = accountPrincipal.safeParse(Principal);
        if (Effect !== 'Allow' || !account.success) return [];
        return [account.data.AWS]
          .flat()
          .flatMap((arn) => /^arn:aws:iam::(\d{12}):root$/.exec(arn)?.[1] ?? []);
      })
      .filter((account) => account !== assembly.context.accountId);
    return Queues.map((url) => assembly.find('AWS::SQS::Queue', url)).flatMap((queue) =>
      [...new Set(accounts)].map((account) => ({
        queue,
        principal: { ...user(account, 'reader', allow('sqs:*', 'kms:Decrypt')), name: account },
      })),
    );
  });
}
