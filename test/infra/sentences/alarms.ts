import { expect, test } from 'vitest';
import type { Resource, Synthesis } from '../synthesis.ts';

/** What the stacks say about who is woken, and why. */
export const alarms = (made: Synthesis): void => {
  const alarmsOn = (metric: string): readonly Resource[] =>
    made.ofType('AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties.MetricName === metric);

  /** Logical ids of the resources that alarms on a metric watch. */
  const watched = (metric: string): string[] =>
    alarmsOn(metric)
      .map(
        ({ Properties }) =>
          /"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/.exec(JSON.stringify(Properties.Dimensions))?.[1] ?? '',
      )
      .sort();

  const idsOf = (resources: readonly Resource[]): string[] => resources.map(({ id }) => id).sort();

  test('say in every alarm what a citizen loses and which chapter of the runbook helps', () => {
    for (const { id, Properties } of made.ofType('AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmDescription, id).toMatch(
        /^[A-Z].{20,}\. Runbook: infra\/README\.md#runbook-(api-errors|dead-letters|department-queues|email|function-errors|late-messages|measurements|missed-runs|outbox|throttles)$/,
      );
      expect(Properties.AlarmActions, id).toHaveLength(1);
    }
  });

  test('ring as soon as one message is in any dead-letter queue', () => {
    expect(watched('ApproximateNumberOfMessagesVisible')).toEqual([...made.deadLetterQueues].sort());
    for (const { Properties } of alarmsOn('ApproximateNumberOfMessagesVisible'))
      expect(Properties).toMatchObject({ Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' });
  });

  test('ring when a message waits too long where somebody waits for it: four hours for a department, a quarter for our own', () => {
    const atLeisure = /^(Calendar|Retention)Queue/;
    const queues = made
      .ofType('AWS::SQS::Queue')
      .filter(({ id }) => !made.deadLetterQueues.has(id) && !atLeisure.test(id));
    expect(watched('ApproximateAgeOfOldestMessage')).toEqual(idsOf(queues));
    for (const { id, Properties } of alarmsOn('ApproximateAgeOfOldestMessage'))
      expect(Properties.Threshold, id).toBe(id.startsWith('Department') ? 14_400 : 900);
  });

  test('ring when any function fails, which then says itself what a citizen loses', () => {
    // Without a dimension it is the sum over all functions.
    expect(alarmsOn('Errors').map(({ Properties }) => Properties)).toMatchObject([
      { Namespace: 'AWS/Lambda', Statistic: 'Sum', Threshold: 0, Period: 300, EvaluationPeriods: 2 },
    ]);
    expect(alarmsOn('Errors')[0]?.Properties).not.toHaveProperty('Dimensions');
    for (const { id, Properties } of made.ofType('AWS::Lambda::Function'))
      expect(Properties.Description, id).toMatch(/^[A-Z].{20,254}\.$/);
  });

  test('ring when the API fails, when the outbox falls behind and when limits are reached', () => {
    expect(alarmsOn('5xx')).toHaveLength(1);
    expect(watched('IteratorAge')).toEqual([expect.stringMatching(/^PublishEventsFunction/)]);
    expect(alarmsOn('IteratorAge').map(({ Properties }) => Properties.Threshold)).toEqual([120_000]);
    for (const metric of ['Throttles', 'ReadThrottleEvents', 'WriteThrottleEvents'])
      expect(alarmsOn(metric), metric).toHaveLength(1);
  });

  test('ring before the table reaches its ceiling', () => {
    const fourFifthsOfFiveMinutes = { local: 480_000, staging: 48_000, production: 480_000 }[made.stage];
    for (const metric of ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'])
      expect(
        alarmsOn(metric).map(({ Properties }) => Properties),
        metric,
      ).toMatchObject([{ Threshold: fourFifthsOfFiveMinutes, Period: 300, Statistic: 'Sum' }]);
  });

  test('ring by what a stage itself counts, not by what another does, and take silence for good', () => {
    const measured = made
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.Namespace === 'motcua');
    expect(measured.map(({ Properties }) => Properties.MetricName)).toEqual([
      'DocumentsHanging',
      'DeliveriesHeldUp',
      'PaymentsInDoubt',
      'PaymentsUnexplained',
      'CalendarDaysMissing',
      'UnusualReaders',
    ]);
    for (const { id, Properties } of measured)
      expect(Properties, id).toMatchObject({
        Dimensions: [
          { Name: 'service', Value: 'motcua' },
          { Name: 'stage', Value: made.stage },
        ],
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      });
    // CloudWatch user guide, missing data: what is not measured in a period counts as good, so it looks as often as is measured.
    expect(measured.map(({ Properties }) => [Properties.Period, Properties.EvaluationPeriods])).toEqual([
      [300, 3],
      [300, 3],
      [900, 1],
      [3600, 1],
      [3600, 1],
      [300, 3],
    ]);
    const measuring = made
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) => JSON.stringify(Properties.Environment).includes(`"STAGE":"${made.stage}"`));
    expect(measuring.map(({ id }) => id.replace(/Function[0-9A-F]{8}$/, ''))).toEqual([
      'ExamineDocument',
      'SweepDocuments',
      'RetryDeliveries',
      'FollowPayments',
      'ReconcilePayments',
      'WatchDueDays',
      'WatchReadings',
    ]);
  });

  test('learn what becomes of e-mail, write to nobody who bounced or complained, and ring before SES stops it', () => {
    expect(made.ofType('AWS::SES::ConfigurationSet').map(({ Properties }) => Properties)).toMatchObject([
      {
        SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
        ReputationOptions: { ReputationMetricsEnabled: true },
      },
    ]);
    expect(
      made.ofType('AWS::SES::ConfigurationSetEventDestination').map(({ Properties }) => Properties),
    ).toMatchObject([
      {
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject'],
          EventBridgeDestination: { EventBusArn: expect.anything() },
        },
      },
    ]);
    for (const [metric, Threshold] of [
      ['Reputation.BounceRate', 0.05],
      ['Reputation.ComplaintRate', 0.001],
    ] as const) {
      const [alarm] = alarmsOn(metric);
      expect(alarm?.Properties, metric).toMatchObject({
        Namespace: 'AWS/SES',
        Statistic: 'Maximum',
        Threshold,
      });
      // Without a dimension it is what SES counts of the whole account.
      expect(alarm?.Properties, metric).not.toHaveProperty('Dimensions');
    }
  });

  test('tell people by e-mail when the account is about to cost more than meant', () => {
    const amount = { local: [], staging: [30], production: [120] }[made.stage];
    const subscriber = {
      local: '',
      staging: 'truc-he-thong-thunghiem@hanam.gov.vn',
      production: 'truc-he-thong@hanam.gov.vn',
    }[made.stage];
    const notification = (NotificationType: string, Threshold: number) => ({
      Notification: {
        NotificationType,
        ComparisonOperator: 'GREATER_THAN',
        Threshold,
        ThresholdType: 'PERCENTAGE',
      },
      Subscribers: [{ SubscriptionType: 'EMAIL', Address: subscriber }],
    });
    expect(made.ofType('AWS::Budgets::Budget').map(({ Properties }) => Properties)).toMatchObject(
      amount.map((Amount) => ({
        Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount, Unit: 'USD' } },
        NotificationsWithSubscribers: [notification('ACTUAL', 80), notification('FORECASTED', 100)],
      })),
    );
  });

  test('ring when what should run does not: silence breaches', () => {
    expect(watched('Invocations')).toEqual([
      expect.stringMatching(/^EndSilentConsultationsFunction/),
      expect.stringMatching(/^EndUnpaidFunction/),
      expect.stringMatching(/^FollowPaymentsFunction/),
      expect.stringMatching(/^FollowSupplementsFunction/),
      expect.stringMatching(/^ReconcilePaymentsFunction/),
      expect.stringMatching(/^RetryDeliveriesFunction/),
      expect.stringMatching(/^SealLogFunction/),
      expect.stringMatching(/^SweepDocumentsFunction/),
      expect.stringMatching(/^SyncPortalFunction/),
      expect.stringMatching(/^WatchDueDaysFunction/),
      expect.stringMatching(/^WatchReadingsFunction/),
    ]);
    expect(alarmsOn('Invocations')[0]?.Properties).toMatchObject({
      TreatMissingData: 'breaching',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: made.stage === 'local' ? 60 : 300,
      EvaluationPeriods: 3,
    });
  });

  test('let the alarms reach a person', () => {
    const topics = made
      .ofType('AWS::SNS::Subscription')
      .filter(({ Properties }) => Properties.Protocol === 'email');
    expect(topics.map(({ Properties }) => Properties.TopicArn)).toEqual([{ Ref: 'Alarms04B5A0BF' }]);
    const policy = made.ofType('AWS::SNS::TopicPolicy').find(({ id }) => id.startsWith('Alarms'));
    expect(policy?.Properties).toMatchObject({
      PolicyDocument: {
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Sid: 'AlarmsRing',
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    });
  });
};
