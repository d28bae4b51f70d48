import { expect, test } from 'vitest';
import * as z from 'zod';
import { contracts, pascalCase } from '../../../infra/functions/contract.ts';
import { settingsOf } from '../../../infra/settings/settings.ts';
import { needs } from '../needs.ts';
import { roleOwner, rolePolicies } from '../role-policies.ts';
import { referred, type Synthesis } from '../synthesis.ts';

const Document = z.object({
  Statement: z.array(
    z.strictObject({
      Effect: z.literal('Allow'),
      Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
      Resource: z.unknown().transform((one) => [one].flat()),
      Condition: z.unknown().optional(),
    }),
  ),
});

/** How templates name what a function touches, in its own stack and in the others. */
const namesFor = (functionName: string): readonly (readonly [pattern: RegExp, name: string])[] => [
  [/^"\*"$/, '*'],
  [/-data\b.*Table\w+StreamArn/, 'stream'],
  [/-data\b.*Table\w+Arn.*"\/index\/(\w+)"/, 'index $1'],
  [/-data\b.*Table\w+Arn/, 'table'],
  [/-data\b.*DocumentsBucketArn.*"\/dossiers\/\*"/, 'documents'],
  [/-data\b.*DocumentsBucketArn.*"\/sheets\/\*"/, 'sheets'],
  [/-data\b.*DocumentsBucketArn/, 'bucket'],
  [/-data\b.*SealsBucketArn.*"\/seals\/\*"/, 'seals'],
  [/-data\b.*SealsBucketArn/, 'bucket of seals'],
  [/-data\b.*SealKey\w+Arn/, 'seal key'],
  [/:ssm:.*:parameter\/motcua\/\w+\/partners\/(\w+)"/, '$1 secret'],
  [/-data\b.*SigningKey\w+Arn/, 'signing key'],
  [/-data\b.*Key\w+Arn/, 'data key'],
  [/-events\b.*FnGetAttDepartmentQueue\w+DeadLetters\w+Arn/, 'department dead letters'],
  [/-events\b.*FnGetAttDepartmentQueue\w+Arn/, 'department queues'],
  [/-events\b.*FnGetAtt(\w+)Queue\w+Arn/, '$1 queue'],
  [/^{"Fn::GetAtt":\["Failures[0-9A-F]{8}","Arn"\]}$/, 'failures queue'],
  [/-events\b.*RefEvents/, 'events topic'],
  [/:identity\//, 'identity'],
  [/:configuration-set\//, 'configuration set'],
  [new RegExp(`^{"Fn::GetAtt":\\["${functionName}Logs[0-9A-F]{8}","Arn"\\]}$`), 'own log'],
];

function nameOf(resource: unknown, functionName: string): string {
  const text = JSON.stringify(resource);
  for (const [pattern, name] of namesFor(functionName)) {
    const found = pattern.exec(text);
    if (found) return name.replace('$1', found[1]?.toLowerCase() ?? '');
  }
  return text;
}

/** Longer than any ARN of ours: CloudFormation makes names of the stack's, the resource's and a dozen letters. */
const LONGEST_ARN = 'x'.repeat(200);

/** How many characters IAM counts of policies at most, without white space, once their ARNs are known. */
const longest = (documents: readonly unknown[]): number =>
  JSON.stringify(documents, (_, value) => (isMade(value) ? LONGEST_ARN : value)).replace(/\s/g, '').length;

/** Whether CloudFormation makes the value. */
const isMade = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).some((key) => /^(Ref$|Fn::)/.test(key));

/** What the stacks let each function do, in the words of what it needs. */
export const leastPrivilege = (made: Synthesis): void => {
  const { region, email } = settingsOf(made.stage, 4800);

  function conditionOf(condition: unknown): string {
    if (condition === undefined) return '';
    const text = JSON.stringify(condition);
    if (text === `{"StringEquals":{"ses:FromAddress":"${email.sender}"}}`) return ' as the sender';
    if (text === '{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":"LIMIT#*"}}')
      return ' where limits stand';
    const [, service] =
      /^{"StringEquals":{"kms:ViaService":"(\w+)\.([\w-]+)\.amazonaws\.com"}}$/.exec(text) ?? [];
    return service && text.includes(`.${region}.`) ? ` through ${service}` : ` if ${text}`;
  }

  const policies = rolePolicies(made);

  const grantsOf = (owner: string): string[] =>
    policies
      .filter((policy) => policy.owner === owner)
      .flatMap(({ PolicyDocument }) => Document.parse(PolicyDocument).Statement)
      .flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) =>
          Resource.map((one) => `${action} ${nameOf(one, owner)}${conditionOf(Condition)}`),
        ),
      )
      .sort();

  test('let each function do what its calls need, and nothing more', () => {
    const grants = contracts.map(({ id }) => [id, [...new Set(grantsOf(pascalCase(id)))]]);
    // A stage without departments has no queues of theirs.
    const there = (need: string) =>
      made.departments.length > 0 || !/ department (queues|dead letters)$/.test(need);
    const needed = Object.entries(needs).map(([id, all]) => [id, all.filter(there)]);
    expect(Object.fromEntries(grants)).toEqual(Object.fromEntries(needed));
  });

  test('let the clock wake what a clock wakes, give up to the queue of failures, and do nothing else', () => {
    const woken = [
      'ComparePortal',
      'DestroyDossiers',
      'EndSilentConsultations',
      'EndUnpaid',
      'FollowPayments',
      'FollowSupplements',
      'ReconcilePayments',
      'RetryDeliveries',
      'SealLog',
      'SendDigests',
      'SweepDocuments',
      'SyncPortal',
      'WatchDueDays',
      'WatchReadings',
    ];
    expect(
      grantsOf('Clock')
        .map((grant) => grant.replace(/\{"Fn::GetAtt":\["(\w+)Function\w+","Arn"\]\}/, '$1'))
        .sort(),
    ).toEqual([...woken.map((name) => `lambda:InvokeFunction ${name}`), 'sqs:SendMessage failures queue']);
  });

  const owners = [...contracts.map(({ id }) => pascalCase(id)), 'Clock', 'DocumentsScanner'].sort();

  test('give each function one policy, of its own role, and no role anything beside its policy', () => {
    expect(policies.map(({ owner }) => owner).sort()).toEqual(owners);
    expect(
      made
        .ofType('AWS::IAM::Role')
        .map(({ id }) => roleOwner(id))
        .sort(),
    ).toEqual(owners);
    for (const { id, Properties } of made.ofType('AWS::Lambda::Function'))
      expect(roleOwner(referred(Properties.Role) ?? ''), id).toBe(id.replace(/Function[0-9A-F]{8}$/, ''));
    for (const { id, Properties } of made.ofType('AWS::IAM::Role'))
      expect(Object.keys(Properties), id).not.toContain('ManagedPolicyArns');
    const kinds = made.resources.map(({ Type }) => Type).filter((type) => type.startsWith('AWS::IAM::'));
    expect(new Set(kinds)).toEqual(new Set(['AWS::IAM::Policy', 'AWS::IAM::Role']));
  });

  test('make no function before it may do its work: its role holds its policy, or it waits for that', () => {
    for (const { id, DependsOn } of made.ofType('AWS::Lambda::Function')) {
      const { id: holder } = policies.find(({ owner }) => `${owner}Function` === id.slice(0, -8)) ?? {};
      expect(DependsOn, id).toContain(holder);
    }
  });

  test('give no role more than IAM takes in all its inline policies: 10,240 characters (user guide, IAM and STS quotas)', () => {
    for (const one of owners) {
      const documents = policies
        .filter(({ owner }) => owner === one)
        .map(({ PolicyDocument }) => PolicyDocument);
      expect(longest(documents), one).toBeLessThanOrEqual(10_240);
    }
  });
};
