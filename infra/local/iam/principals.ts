import { createHash } from 'node:crypto';
import type { PolicyDocument } from '../assembly/policy-document.ts';
import type { Assembly, Resource } from '../assembly.ts';
import { policiesOfRole, type RolePolicies } from './policies.ts';

/** By what a request shows who sends it. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Without it nothing is taken that bears the key: who works in a role has a session. */
  readonly sessionToken?: string;
};

/** Who may call AWS on this machine: a function's role, or somebody with an account. */
export type Principal = Credentials &
  RolePolicies & { readonly name: string; readonly arn: string; readonly accountId: string };

/** Somebody of another AWS account, to whom the policy of a queue lets that account in. */
type QueueReader = { readonly queue: Resource<'AWS::SQS::Queue'>; readonly principal: Principal };

export type Principals = {
  readonly all: readonly Principal[];
  /** The principal in whose role a function runs. Throws when no function has this role. */
  ofRole(roleArn: string): Principal;
  /** Someone who may do everything in the account of the assembly. */
  readonly operator: Principal;
  /** For each queue that is open to other accounts, one of each. */
  readonly readers: readonly QueueReader[];
};

/** The same in every run, so that a command with them can be repeated; they open nothing but this machine. */
const digitsOf = (arn: string): string => createHash('sha512').update(`local ${arn}`).digest('hex');

const keysOf = (arn: string, prefix: 'AKIA' | 'ASIA') => ({
  accessKeyId: `${prefix}${digitsOf(arn).slice(0, 16).toUpperCase()}`,
  secretAccessKey: digitsOf(arn).slice(16, 56),
});

const allow = (...actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: [...actions], Resource: ['*'] }],
});

/** The principals of the assembly: the role of each function, the accounts that queues are open to, and an operator. */
export function principalsOf(assembly: Assembly): Principals {
  const { accountId } = assembly.context;
  const roleArns = new Set(assembly.ofType('AWS::Lambda::Function').map(({ properties }) => properties.Role));
  const roles = [...roleArns].map((arn): Principal => {
    const { name } = assembly.find('AWS::IAM::Role', arn);
    const sessionToken = digitsOf(arn).slice(56);
    return { name, arn, accountId, ...keysOf(arn, 'ASIA'), sessionToken, ...policiesOfRole(assembly, arn) };
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

function user(accountId: string, name: string, policy: PolicyDocument): Principal {
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  return { name, arn, accountId, ...keysOf(arn, 'AKIA'), policies: [policy] };
}

/** Accounts besides its own that the policy lets in. */
const accountsIn = ({ Statement }: PolicyDocument, own: string): readonly string[] => {
  const arns = Statement.flatMap(({ Effect, Principal = '*' }) =>
    Effect === 'Allow' && Principal !== '*' ? (Principal.AWS ?? []) : [],
  );
  const accounts = arns.flatMap((arn) => /^arn:aws:iam::(\d{12}):root$/.exec(arn)?.[1] ?? []);
  return [...new Set(accounts)].filter((account) => account !== own);
};

/**
 * Who may read queues from outside. What they may do there, the queue's own policy decides; in their own account they
 * have granted themselves everything of SQS.
 */
const readersOf = (assembly: Assembly): readonly QueueReader[] =>
  assembly.ofType('AWS::SQS::QueuePolicy').flatMap(({ properties: { PolicyDocument, Queues } }) =>
    Queues.flatMap((queue) =>
      accountsIn(PolicyDocument, assembly.context.accountId).map((account) => ({
        queue: assembly.find('AWS::SQS::Queue', queue),
        principal: { ...user(account, 'reader', allow('sqs:*')), name: account },
      })),
    ),
  );
