import { expect, test } from 'vitest';
import { workers } from '../../../shared/operations.ts';
import { referred, type Synthesis } from '../synthesis.ts';

/** What the stacks say about events on their way. */
export const queues = (made: Synthesis): void => {
  const queueNamed = (QueueName: string) =>
    made.ofType('AWS::SQS::Queue').find(({ Properties }) => Properties.QueueName === QueueName);

  test('give every queue a dead-letter queue, unless it is one', () => {
    const without = made
      .ofType('AWS::SQS::Queue')
      .filter(({ id, Properties }) => !Properties.RedrivePolicy && !made.deadLetterQueues.has(id));
    expect(without).toEqual([]);
    for (const { id, Properties } of made.ofType('AWS::SQS::Queue'))
      if (Properties.RedrivePolicy)
        expect(Properties, id).toMatchObject({ RedrivePolicy: { maxReceiveCount: 5 } });
  });

  test('keep order and let dossiers not wait for each other: FIFO by message group all the way', () => {
    expect(made.ofType('AWS::SNS::Topic').map(({ id, Properties }) => [id, Properties.FifoTopic])).toEqual([
      ['Alarms04B5A0BF', undefined],
      ['EventsD32975C2', true],
    ]);
    for (const { stack, id, Properties } of made.ofType('AWS::SQS::Queue'))
      if (stack === 'events')
        expect(Properties, id).toMatchObject({
          FifoQueue: true,
          DeduplicationScope: 'messageGroup',
          FifoThroughputLimit: 'perMessageGroupId',
        });
  });

  test('hand each listener its own events, as they are', () => {
    const filters = made
      .ofType('AWS::SNS::Subscription')
      .filter(({ Properties }) => Properties.Protocol === 'sqs')
      .map(({ id, Properties }) => {
        expect(Properties, id).toMatchObject({ RawMessageDelivery: true, RedrivePolicy: expect.anything() });
        return [referred(Properties.Endpoint)?.replace(/Queue[0-9A-F]{8}$/, ''), Properties.FilterPolicy];
      });
    expect(Object.fromEntries(filters)).toEqual({
      Retention: { type: ['dossier.submitted', 'dossier.supplement-answered'] },
      Notifications: {
        type: [
          'dossier.submitted',
          'dossier.received',
          'dossier.refused',
          'dossier.supplement-requested',
          'dossier.supplement-answered',
          'dossier.supplement-reminded',
          'dossier.payment-requested',
          'dossier.charge-corrected',
          'dossier.charge-waived',
          'dossier.payment-recorded',
          'dossier.stopped',
          'dossier.extended',
          'dossier.reappointed',
          'dossier.due-date-moved',
          'dossier.step-overdue',
          'dossier.due-soon',
          'dossier.overdue',
          'dossier.withdrawal-declined',
          'dossier.done',
          'dossier.result-corrected',
          'dossier.result-revoked',
          'shipment.ordered',
          'shipment.moved',
          'refund.owed',
          'refund.returned',
          'refund.refused',
          'feedback.received',
          'feedback.due-soon',
          'feedback.overdue',
          'feedback.answered',
        ],
      },
      Postal: { type: ['dossier.done', 'dossier.returned', 'shipment.instructed'], delivery: ['post'] },
      Calendar: { type: ['calendar.application-due'] },
      Statistics: {
        type: [
          'dossier.received',
          'dossier.refused',
          'dossier.supplement-requested',
          'dossier.supplement-answered',
          'dossier.payment-requested',
          'dossier.charge-corrected',
          'dossier.charge-waived',
          'dossier.payment-recorded',
          'dossier.payment-on-delivery',
          'dossier.extended',
          'dossier.reappointed',
          'dossier.due-date-moved',
          'dossier.stopped',
          'dossier.done',
          'dossier.returned',
          'dossier.rated',
          'refund.returned',
          'fee-receipt.cancelled',
        ],
      },
      ...Object.fromEntries(
        made.departments.map((agency) => [`DepartmentQueue${agency.replace('.', '')}`, { agency: [agency] }]),
      ),
    });
  });

  test('name the queue of a department so that it can be known beforehand, and let it alone read it', () => {
    const readersOf = (queue: ReturnType<typeof queueNamed>) =>
      made
        .ofType('AWS::SQS::QueuePolicy')
        .filter(
          ({ Properties }) => JSON.stringify(Properties.Queues) === JSON.stringify([{ Ref: queue?.id }]),
        )
        .flatMap(({ Properties }) => JSON.stringify(Properties).match(/arn:aws:iam::\d+:root/g));
    const read = made.departments.map((agency) => [
      agency,
      readersOf(queueNamed(`motcua-${made.stage}-${agency.replace('.', '-')}.fifo`)),
    ]);
    const account = (number: string) => [`arn:aws:iam::${number}:root`];
    expect(Object.fromEntries(read)).toEqual(
      {
        local: {
          'H25.03': account('000000000003'),
          'H25.08': account('000000000008'),
          'H25.18': account('000000000018'),
          'H25.07': account('000000000007'),
          'H25.11': account('000000000011'),
          'H25.06': account('000000000006'),
        },
        staging: {},
        production: made.live ? { 'H25.03': account('482913760254') } : {},
      }[made.stage],
    );
  });

  test('give a consumer six times its own time before a message is handed out again', () => {
    const timeouts = workers.flatMap(({ trigger, timeoutSeconds }) =>
      trigger.kind === 'queue' ? [6 * timeoutSeconds] : [],
    );
    const visibility = made
      .ofType('AWS::SQS::Queue')
      .filter(({ id }) => /^(Retention|Notifications|Postal|Calendar|Statistics)Queue[0-9A-F]{8}$/.test(id))
      .map(({ Properties }) => Properties.VisibilityTimeout);
    expect(visibility).toEqual(timeouts);
  });

  test('read the outbox in order, errands one by one, and never give up while the stream holds them', () => {
    const readers = made
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) => Properties.FilterCriteria)
      .map(({ Properties }) => Properties);
    const always = {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: -1,
      ParallelizationFactor: { local: 10, staging: 2, production: 10 }[made.stage],
      StartingPosition: 'TRIM_HORIZON',
    };
    // No more than two: the most that a shard of a stream bears (DynamoDB guide, Streams and Lambda triggers).
    expect(readers).toMatchObject([
      {
        ...always,
        BatchSize: 100,
        BisectBatchOnFunctionError: true,
        FilterCriteria: {
          Filters: [
            {
              Pattern:
                '{"eventName":["INSERT","MODIFY"],"dynamodb":{"NewImage":{"outbox":{"S":[{"exists":true}]}}}}',
            },
          ],
        },
      },
      {
        ...always,
        BatchSize: 1,
        FilterCriteria: {
          Filters: [
            {
              Pattern:
                '{"eventName":["INSERT","MODIFY"],"dynamodb":{"NewImage":{"errand":{"S":["make-export"]}}}}',
            },
          ],
        },
      },
    ]);
    for (const reader of readers) expect(reader).not.toHaveProperty('MaximumRecordAgeInSeconds');
  });

  test('report single failures from every batch', () => {
    for (const { id, Properties } of made.ofType('AWS::Lambda::EventSourceMapping'))
      expect(Properties, id).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });

  test('wake the examiner by the verdict on a document of this bucket, the follower of mail by what SES reports of ours, and the others by the clock', () => {
    expect(made.ofType('AWS::Events::Rule').map(({ Properties }) => Properties)).toMatchObject([
      {
        EventPattern: {
          source: ['aws.guardduty'],
          'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
          detail: {
            s3ObjectDetails: { bucketName: [expect.anything()], objectKey: [{ prefix: 'dossiers/' }] },
          },
        },
      },
      {
        EventPattern: {
          source: ['aws.ses'],
          'detail-type': ['Email Delivered', 'Email Bounced', 'Email Complaint Received', 'Email Rejected'],
          detail: { mail: { tags: { 'ses:configuration-set': [expect.anything()] } } },
        },
      },
    ]);
    const clocks = made.ofType('AWS::Scheduler::Schedule');
    // On one's own machine nobody waits for an hour to see what becomes of something.
    const every = (usual: string) => `rate(${made.stage === 'local' ? '1 minute' : usual})`;
    expect(
      Object.fromEntries(
        clocks.map(({ id, Properties }) => [
          id.replace(/Clock[0-9A-F]{8}$/, ''),
          Properties.ScheduleExpression,
        ]),
      ),
    ).toEqual({
      SweepDocuments: every('5 minutes'),
      RetryDeliveries: every('5 minutes'),
      FollowPayments: every('15 minutes'),
      ReconcilePayments: every('1 hour'),
      WatchReadings: every('5 minutes'),
      WatchDueDays: every('1 hour'),
      DestroyDossiers: 'cron(0 2 * * ? *)',
      EndSilentConsultations: every('1 hour'),
      EndUnpaid: every('1 hour'),
      FollowSupplements: 'cron(0 7 * * ? *)',
      SealLog: 'cron(0 1 * * ? *)',
      SyncPortal: every('5 minutes'),
      ComparePortal: 'cron(0 4 * * ? *)',
      SendDigests: 'cron(0 7 * * ? *)',
    });
    for (const { id, Properties } of clocks)
      expect(Properties, id).toMatchObject({
        ScheduleExpressionTimezone: expect.stringMatching(/^(Asia\/Ho_Chi_Minh|Etc\/UTC)$/),
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^Clock[0-9A-F]{8}$/), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^Failures/), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 21_600 },
        },
      });
  });
};
