import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildIfChanged } from '../../infra/build/build.ts';
import { amountsOf, baseline, complaints, watchedBills } from '../../infra/cost/baseline.ts';
import { type Bill, billFor, billOf } from '../../infra/cost/bill.ts';
import { allowanceOf, line } from '../../infra/cost/line.ts';
import { loadOf } from '../../infra/cost/load.ts';
import priceList from '../../infra/cost/prices.json' with { type: 'json' };
import { perDossier } from '../../infra/cost/report.ts';
import { type Resource, resourcesOf } from '../../infra/cost/stage.ts';
import { type Usage, usage, type Work } from '../../infra/cost/usage.ts';

await buildIfChanged();
const production = resourcesOf('production');

const resource = (type: string, properties: Resource['properties'] = {}, id = 'It'): Resource => ({
  id,
  type,
  properties,
});

const work = (some: Partial<Work>): Work => ({
  invocations: 0,
  milliseconds: 0,
  logBytes: 0,
  readUnits: 0,
  writeUnits: 0,
  calls: {},
  messages: 0,
  metrics: [],
  ...some,
});

/** One dossier: ten writes, four reads, an e-mail, two papers of half a megabyte, each opened once. */
const measured: Usage = {
  measuredOn: '2026-01-01',
  dossiers: 1,
  perDossier: {
    'submit-dossier': work({ invocations: 1, milliseconds: 1000, writeUnits: 10, readUnits: 4 }),
    'declare-document': work({ calls: { 's3:PostObject': 2 } }),
    'open-document': work({ calls: { 's3:GetObject': 2 } }),
    'publish-events': work({ calls: { 'sns:Publish': 3 } }),
    'notify-applicant': work({ invocations: 1, messages: 3, calls: { 'ses:SendEmail': 1 } }),
  },
  perRun: {
    'end-unpaid': work({ invocations: 1, milliseconds: 1000, calls: { 'dynamodb:Query': 4 } }),
  },
  answeredBytes: 1024,
  storedBytes: { table: 2048, indexes: { log: 1024 } },
  papers: { files: 2, bytes: 1_048_576 },
};

/** Twelve million dossiers a year: a million a month. */
const MILLION_A_MONTH = 12_000_000;

const bill = (resources: readonly Resource[], year = 1, dossiers = MILLION_A_MONTH): Bill =>
  billOf(resources, measured, loadOf(dossiers, year));

const amount = (of: Bill, what: string): number => of.rows.find((row) => row.what === what)?.amount ?? 0;

const logs = resource('AWS::Logs::LogGroup', { RetentionInDays: 365 }, 'Logs');
const logged = { LoggingConfig: { LogGroup: { Ref: 'Logs' } } };

describe('the bill', () => {
  test('counts a key once, and once more for each of its first two rotations', () => {
    const keys = [resource('AWS::KMS::Key', { EnableKeyRotation: true })];
    expect([1, 2, 3, 5].map((year) => bill(keys, year).total)).toEqual([1, 2, 3, 3]);
    const slow = [resource('AWS::KMS::Key', { EnableKeyRotation: true, RotationPeriodInDays: 2560 })];
    expect([1, 5].map((year) => bill(slow, year).total)).toEqual([1, 1]);
  });

  test('counts an alarm by the metrics it looks at, so that metric math saves nothing', () => {
    const looking = { MetricStat: { Metric: { Namespace: 'AWS/Lambda' } } };
    const one = resource('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Lambda', MetricName: 'Errors' });
    const math = resource('AWS::CloudWatch::Alarm', {
      Metrics: [looking, looking, looking, { Expression: 'm1 + m2 + m3' }],
    });
    expect(bill([one]).total).toBeCloseTo(0.1);
    expect(bill([math]).total).toBeCloseTo(0.3);
  });

  test('counts what is written, read and kept in the table, with its indexes', () => {
    const table = resource('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [{ IndexName: 'log' }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    const first = bill([table]);
    expect(amount(first, 'table writes')).toBeCloseTo(7.1);
    expect(amount(first, 'table reads')).toBeCloseTo(0.57);
    // Six million dossiers of 3 KiB, and of 2 KiB without the index.
    expect(amount(first, 'table kept')).toBeCloseTo(4.89, 2);
    expect(amount(first, 'table recoverable')).toBeCloseTo(2.61, 2);
    expect(amount(bill([table], 3), 'table kept')).toBeCloseTo(24.46, 2);
  });

  test('counts papers by their class: after a month in the archive, for a fifth and a transition', () => {
    const papers = (rules: readonly object[]) =>
      resource('AWS::S3::Bucket', {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true }] },
        LoggingConfiguration: { DestinationBucketName: 'logs' },
        LifecycleConfiguration: { Rules: rules },
      });
    const kept = bill([papers([{ Status: 'Enabled', TagFilters: [{ Key: 'retention' }] }])]);
    const archived = bill([
      papers([
        { Status: 'Enabled', Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 73 / 2.4 }] },
      ]),
    ]);
    // Six million papers' worth of 1 MiB; after 30.4 days one month of them is still in the standard class.
    expect(amount(kept, 'papers kept')).toBeCloseTo(146.48, 2);
    expect(amount(archived, 'papers kept')).toBeCloseTo(24.41, 2);
    expect(amount(archived, 'papers in the archive')).toBeCloseTo(24.41, 2);
    expect(amount(archived, 'papers put into the archive')).toBeCloseTo(40);
    expect(amount(kept, 'papers put into the archive')).toBe(0);
  });

  test('counts scans by objects and bytes', () => {
    const scans = bill([resource('AWS::GuardDuty::MalwareProtectionPlan')]);
    expect(amount(scans, 'malware scans')).toBeCloseTo(430 + 87.89, 2);
  });

  test('counts the polls of a queue that nobody writes to, and none of a stream', () => {
    const queue = resource('AWS::Lambda::EventSourceMapping');
    const stream = resource('AWS::Lambda::EventSourceMapping', { StartingPosition: 'TRIM_HORIZON' });
    expect(amount(bill([queue], 1, 0), 'queues, polled by Lambda')).toBeCloseTo(0.33, 2);
    expect(amount(bill([stream], 1, 0), 'queues, polled by Lambda')).toBe(0);
  });

  test('counts the time of a function at its share of a processor, on its architecture', () => {
    const submit = (properties: object) => [
      logs,
      resource('AWS::Lambda::Function', { ...logged, ...properties }, 'SubmitDossierFunction0A1B2C3D'),
    ];
    const arm = bill(submit({ MemorySize: 1769, Architectures: ['arm64'] }));
    // A second and a twentieth of 0.6 s, 1.7275 GB.
    expect(amount(arm, 'Lambda time')).toBeCloseTo(23.72, 1);
    expect(amount(arm, 'Lambda requests')).toBeCloseTo(0.2);
    const half = bill(submit({ MemorySize: 884.5, Architectures: ['arm64'] }));
    expect(amount(half, 'Lambda time')).toBeCloseTo(23.38, 1);
    expect(amount(bill(submit({})), 'X-Ray traces')).toBe(0);
    // All of 792,000 seconds of work, and a twentieth of the other 208,000 invocations.
    const traced = bill(submit({ TracingConfig: { Mode: 'Active' } }));
    expect(amount(traced, 'X-Ray traces')).toBeCloseTo(4.01, 2);
  });

  test('counts the runs of a clock, whoever files', () => {
    const clock = [
      logs,
      resource('AWS::Lambda::Function', logged, 'EndUnpaidFunction0A1B2C3D'),
      resource('AWS::Scheduler::Schedule', {
        ScheduleExpression: 'rate(1 hour)',
        Target: { Arn: { 'Fn::GetAtt': ['EndUnpaidFunction0A1B2C3D', 'Arn'] } },
      }),
    ];
    const atRest = bill(clock, 1, 0);
    expect(amount(atRest, 'Lambda requests')).toBeCloseTo(0.000146, 6);
    // Four queries that find nothing are charged as two units.
    expect(amount(atRest, 'table reads')).toBeCloseTo(0.000208, 6);
    // They are asked within moments: for the key of the table once a run, 730 times at 0.03 USD for 10,000.
    expect(amount(atRest, 'KMS requests')).toBeCloseTo(0.00219, 6);
    expect(amount(atRest, 'strokes of clocks')).toBeCloseTo(0.00073, 5);
  });

  test('takes off what is free once for a price, however many lines have it', () => {
    const alarms = [8, 8].map((many) => line('alarms', many, 'cloudwatch.alarmMetricMonth'));
    expect(allowanceOf(alarms)).toBeCloseTo(1);
    expect(allowanceOf(alarms.slice(1))).toBeCloseTo(0.8);
    expect(allowanceOf([line('KMS keys', 3, 'kms.keyMonth')])).toBe(0);
  });

  test('refuses a type of resource that nobody has looked up', () => {
    expect(() => bill([resource('AWS::EC2::NatGateway')])).toThrow(
      'AWS::EC2::NatGateway It: nobody has said what it costs.',
    );
  });

  test.each([
    ['an API of WebSockets', resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' })],
    ['provisioned capacity', resource('AWS::DynamoDB::Table', { BillingMode: 'PROVISIONED' })],
    ['an alarm of ten seconds', resource('AWS::CloudWatch::Alarm', { Period: 10, MetricName: 'Errors' })],
    ['a query of metrics', resource('AWS::CloudWatch::Alarm', { Metrics: [{ Expression: 'SELECT' }] })],
    ['a queue with a key of its own', resource('AWS::SQS::Queue', { KmsMasterKeyId: 'alias/aws/sqs' })],
    ['a monthly clock', resource('AWS::Scheduler::Schedule', { ScheduleExpression: 'cron(0 1 1 * ? *)' })],
    [
      'a clock of the bus',
      resource('AWS::Events::Rule', { ScheduleExpression: 'rate(1 hour)', Targets: [] }),
    ],
    ['a function that was not measured', resource('AWS::Lambda::Function', logged, 'StrangerFunction00')],
    [
      'an index that was not measured',
      resource('AWS::DynamoDB::Table', {
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [{ IndexName: 'other' }],
      }),
    ],
  ])('refuses what it has no price for: %s', (_, unpriced) => {
    expect(() => bill([unpriced])).toThrow(/Look the price up and state it in infra\/cost/);
  });
});

describe('the prices', () => {
  test('each say where AWS publishes them', () => {
    for (const [name, { page }] of Object.entries(priceList.prices))
      expect(page, name).toMatch(/^https:\/\/aws\.amazon\.com\/[\w/-]+\/pricing\/([\w-]+\/)?$/);
  });
});

describe('the stage production', () => {
  test('costs no more than was accepted: npm run cost -- --accept accepts what it costs now', () => {
    expect(complaints(watchedBills(production, usage), baseline)).toEqual([]);
  });

  test('cannot grow by a twentieth unnoticed: the line that did it is named', () => {
    const alarm = resource('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Lambda', MetricName: 'Errors' });
    const grown = [...production, ...Array.from({ length: 6 }, () => alarm)];
    const accepted = amountsOf(watchedBills(production, usage));
    expect(complaints(watchedBills(grown, usage), accepted)).toEqual([
      expect.stringMatching(
        /^at rest, year 1: \d+\.\d\d -> \d+\.\d\d USD a month\. alarms \d\.\d\d -> \d\.\d\d$/,
      ),
    ]);
  });

  test('costs on the invoice under 6 USD a month at rest for three years, and under 50 of a province in the third', () => {
    const onInvoice = ({ total, allowance }: Bill) => total - allowance;
    for (const year of [1, 2, 3])
      expect(onInvoice(billFor(production, usage, 'at rest', year))).toBeLessThan(6);
    expect(onInvoice(billFor(production, usage, 'province', 3))).toBeLessThan(50);
  });

  test('costs less for each dossier the more there are', () => {
    for (const year of [1, 2, 3, 4, 5]) {
      const [province, nation] = (['province', 'nation'] as const).map((scenario) =>
        perDossier(billFor(production, usage, scenario, year), scenario),
      );
      expect(nation).toBeLessThan(province ?? 0);
    }
  });

  test.each([
    ['USD a month at rest, in years 1, 3 and 5', 'at rest', ({ total }: Bill) => total],
    ['USD a month of the province, in years 1, 3 and 5', 'province', ({ total }: Bill) => total],
    [
      'the same on the invoice, less what AWS gives every account',
      'province',
      ({ total, allowance }: Bill) => total - allowance,
    ],
    ['USD a month of the nation, in years 1, 3 and 5', 'nation', ({ total }: Bill) => total],
  ] as const)('costs what the README says, to a twentieth: %s', (row, scenario, figure) => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, cell = ''] = new RegExp(`^\\| ${row} \\| ([^|]+) \\|`, 'm').exec(readme) ?? [];
    const said = cell.split(', ').map((amount) => Number(amount.replace(',', '')));
    const costs = [1, 3, 5].map((year) => figure(billFor(production, usage, scenario, year)));
    expect(said).toHaveLength(3);
    for (const [at, cost] of costs.entries()) expect((said[at] ?? 0) / cost).toBeCloseTo(1, 1);
  });
});
