import { expect, test } from 'vitest';
import { pascalCase } from '../../../infra/functions/contract.ts';
import { operations } from '../../../shared/operations.ts';
import type { Resource, Synthesis } from '../synthesis.ts';

/** Types whose contents are nowhere else. */
const STATEFUL = [
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
];

/** What the stacks say about being deployed, and deployed again after a failure. */
export const deployment = (made: Synthesis): void => {
  const stateful = made.resources.filter(({ Type }) => STATEFUL.includes(Type));

  test('undo what a failed creation made, and otherwise never delete what holds something', () => {
    expect(stateful.length).toBeGreaterThan(40);
    for (const { id, DeletionPolicy, UpdateReplacePolicy } of stateful)
      expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, 'RetainExceptOnCreate', 'Retain']);
    const keptAnyway = made.resources.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain');
    expect(keptAnyway).toEqual([]);
  });

  test('protect what must not be lost from being deleted, once it is there', () => {
    expect(made.stacks.map((stack) => [stack.node.id, stack.terminationProtection])).toEqual([
      [`motcua-${made.stage}-data`, made.live],
      [`motcua-${made.stage}-events`, made.live],
      [`motcua-${made.stage}-operations`, false],
      [`motcua-${made.stage}-workers`, false],
      [`motcua-${made.stage}-api`, false],
    ]);
    expect(made.ofType('AWS::DynamoDB::Table').map(({ Properties }) => Properties)).toMatchObject([
      {
        DeletionProtectionEnabled: made.live,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ]);
  });

  test('give no name to anything but the queues that departments must know beforehand', () => {
    const named = ({ Properties }: Resource) =>
      Object.entries(Properties).filter(([key, value]) => NAMES.test(key) && typeof value === 'string');
    const names = made.resources
      .filter(({ Type }) => !ELSEWHERE.includes(Type))
      .flatMap((resource) => named(resource).map(([key, value]) => `${resource.Type} ${key} ${value}`));
    expect(names).toEqual([
      // Without it SNS makes no FIFO topic; it goes with its stack.
      expect.stringMatching(/^AWS::SNS::Topic TopicName motcua\w+events-Events-[0-9A-F]{8}\.fifo$/),
      ...made.departments.map(
        (agency) => `AWS::SQS::Queue QueueName motcua-${made.stage}-${agency.replace('.', '-')}.fifo`,
      ),
      // Many may have the same.
      `AWS::ApiGatewayV2::Api Name motcua-${made.stage}`,
    ]);
  });

  test('name no account but their own and those of their departments', () => {
    const numbers = new Set(JSON.stringify(made.resources).match(/(?<![0-9a-fA-F-])\d{12}(?![0-9a-fA-F-])/g));
    const meant = {
      local: [
        '000000000000',
        '000000000003',
        '000000000006',
        '000000000007',
        '000000000008',
        '000000000011',
        '000000000018',
      ],
      staging: [],
      production: made.live ? ['310492875561', '482913760254'] : [],
    }[made.stage];
    expect([...numbers].sort()).toEqual(meant);
  });

  test('export nothing: what another stack holds on to could be neither replaced, removed nor rolled back', () => {
    expect(made.exports).toEqual([]);
  });

  test('take from each other these values and no more: functions from what is kept, the API its functions', () => {
    const handlers = operations.map(({ id }) => `api <- operations.${pascalCase(id)}FunctionArn`);
    const ofDepartments = made.departments.flatMap((agency) =>
      ['DeadLettersArn', 'QueueArn'].map(
        (what) => `operations <- events.DepartmentQueue${agency.replace('.', '')}${what}`,
      ),
    );
    expect([...made.borrowed].sort()).toEqual([
      'api <- data.KeyArn',
      'api <- events.Alarms',
      ...handlers.sort(),
      'operations <- data.DocumentsBucket',
      'operations <- data.DocumentsBucketArn',
      'operations <- data.KeyArn',
      'operations <- data.OpenClosingSheetRole',
      'operations <- data.OpenClosingSheetRoleArn',
      'operations <- data.OpenHandOverSheetRole',
      'operations <- data.OpenHandOverSheetRoleArn',
      'operations <- data.OpenRegisterRole',
      'operations <- data.OpenRegisterRoleArn',
      'operations <- data.OpenSheetRole',
      'operations <- data.OpenSheetRoleArn',
      'operations <- data.SignResultRole',
      'operations <- data.SignResultRoleArn',
      'operations <- data.SigningKeyH6C05Arn',
      'operations <- data.Table',
      'operations <- data.TableArn',
      ...ofDepartments.sort(),
      'operations <- events.EmailConfigurationSet',
      'workers <- data.DestroyDossiersRole',
      'workers <- data.DestroyDossiersRoleArn',
      'workers <- data.DocumentsBucket',
      'workers <- data.DocumentsBucketArn',
      'workers <- data.ExamineDocumentRole',
      'workers <- data.ExamineDocumentRoleArn',
      'workers <- data.KeepDocumentsRole',
      'workers <- data.KeepDocumentsRoleArn',
      'workers <- data.KeyArn',
      'workers <- data.MakeExportRole',
      'workers <- data.MakeExportRoleArn',
      'workers <- data.SealKeyArn',
      'workers <- data.SealLogRole',
      'workers <- data.SealLogRoleArn',
      'workers <- data.SealsBucket',
      'workers <- data.SealsBucketArn',
      'workers <- data.SweepDocumentsRole',
      'workers <- data.SweepDocumentsRoleArn',
      'workers <- data.Table',
      'workers <- data.TableArn',
      'workers <- data.TableStreamArn',
      'workers <- events.Alarms',
      'workers <- events.CalendarQueueArn',
      'workers <- events.EmailConfigurationSet',
      'workers <- events.Events',
      'workers <- events.NotificationsQueueArn',
      'workers <- events.PostalQueueArn',
      'workers <- events.RetentionQueueArn',
      'workers <- events.StatisticsQueueArn',
    ]);
  });
};

/** Properties that CloudFormation uses as physical names, so that a second resource of the name cannot be made. */
const NAMES =
  /^(Name|\w*(Alarm|Bucket|Function|Group|Key|Policy|Queue|Role|Rule|Secret|Table|Topic)Name|AliasName)$/;

/** Types whose name is that of something else, or means something within its parent only. */
const ELSEWHERE = [
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::IAM::Policy',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Permission',
  'AWS::Route53::RecordSet',
];
