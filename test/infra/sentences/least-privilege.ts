import { expect, test } from 'vitest';
import * as z from 'zod';
import { contracts, pascalCase } from '../../../infra/functions/contract.ts';
import { settingsOf } from '../../../infra/settings/settings.ts';
import { needs } from '../needs.ts';
import type { Synthesis } from '../synthesis.ts';

const Policy = z.object({
  Roles: z.tuple([z.unknown()]),
  PolicyDocument: z.object({
    Statement: z.array(
      z.strictObject({
        Effect: z.literal('Allow'),
        Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
        Resource: z.unknown().transform((one) => [one].flat()),
        Condition: z.unknown().optional(),
      }),
    ),
  }),
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

/** What the stacks let each function do, in the words of what it needs. */
export const leastPrivilege = (made: Synthesis): void => {
  const { region, email } = settingsOf(made.stage, 4800);

  function conditionOf(condition: unknown): string {
    if (condition === undefined) return '';
    const text = JSON.stringify(condition);
    if (text === `{"StringEquals":{"ses:FromAddress":"${email.sender}"}}`) return ' as the sender';
    const [, service] =
      /^{"StringEquals":{"kms:ViaService":"(\w+)\.([\w-]+)\.amazonaws\.com"}}$/.exec(text) ?? [];
    return service && text.includes(`.${region}.`) ? ` through ${service}` : ` if ${text}`;
  }

  /** Every policy of a role, but for those of the malware scan and the clock, which are no functions'. */
  const policies = made
    .ofType('AWS::IAM::Policy')
    .filter(({ id }) => !/^(DocumentsScannerRole|Clock)/.test(id))
    .map(({ id, Properties }) => ({ id, ...Policy.parse(Properties) }));

  const grantsOf = (functionName: string): string[] => {
    const statements = policies
      .filter(({ id }) => new RegExp(`^${functionName}Policy[0-9A-F]{8}$`).test(id))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const grants = statements.flatMap(({ Action, Resource, Condition }) =>
      Action.flatMap((action) =>
        Resource.map((one) => `${action} ${nameOf(one, functionName)}${conditionOf(Condition)}`),
      ),
    );
    return [...new Set(grants)].sort();
  };

  test('let each function do what its calls need, and nothing more', () => {
    expect(Object.fromEntries(contracts.map(({ id }) => [id, grantsOf(pascalCase(id))]))).toEqual(needs);
  });

  test('let the clock wake what a clock wakes, give up to the queue of failures, and do nothing else', () => {
    const statements = made
      .ofType('AWS::IAM::Policy')
      .filter(({ id }) => id.startsWith('Clock'))
      .flatMap(({ Properties }) => Policy.parse(Properties).PolicyDocument.Statement);
    const granted = statements.flatMap(({ Action, Resource, Condition }) =>
      Action.flatMap((action) =>
        Resource.map((one) => `${action} ${nameOf(one, '')}${conditionOf(Condition)}`),
      ),
    );
    const woken = [
      'EndSilentConsultations',
      'EndUnpaid',
      'FollowPayments',
      'FollowSupplements',
      'ReconcilePayments',
      'RetryDeliveries',
      'SealLog',
      'SweepDocuments',
      'WatchCalendar',
      'WatchDueDays',
      'WatchReadings',
    ];
    expect(
      granted.map((grant) => grant.replace(/\{"Fn::GetAtt":\["(\w+)Function\w+","Arn"\]\}/, '$1')).sort(),
    ).toEqual([...woken.map((name) => `lambda:InvokeFunction ${name}`), 'sqs:SendMessage failures queue']);
  });

  test('give each function one policy, of its own role, and no role anything beside its policy', () => {
    expect(policies.map(({ id }) => id.replace(/Policy[0-9A-F]{8}$/, '')).sort()).toEqual(
      contracts.map(({ id }) => pascalCase(id)).sort(),
    );
    for (const { id, Roles } of policies)
      expect(JSON.stringify(Roles), id).toMatch(
        new RegExp(`\\b(?:PublishOutputRef)?${id.replace(/Policy[0-9A-F]{8}$/, '')}Role[0-9A-F]{8}`),
      );
    for (const { id, Properties } of made.ofType('AWS::Lambda::Function'))
      expect(JSON.stringify(Properties.Role), id).toMatch(
        new RegExp(`\\b(?:PublishOutputFnGetAtt)?${id.replace(/Function[0-9A-F]{8}$/, '')}Role[0-9A-F]{8}`),
      );
    for (const { id, Properties } of made.ofType('AWS::IAM::Role'))
      expect(Object.keys(Properties), id).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(Policies|ManagedPolicyArns)$/)]),
      );
  });
};
