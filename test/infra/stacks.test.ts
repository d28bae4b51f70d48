import { describe, expect, test } from 'vitest';
import { buildIfChanged } from '../../infra/build/build.ts';
import { production } from '../../infra/settings/production.ts';
import { settingsOf } from '../../infra/settings/settings.ts';
import { Settings, type Stage } from '../../infra/settings/shape.ts';
import { alarms } from './sentences/alarms.ts';
import { api } from './sentences/api.ts';
import { deployment } from './sentences/deployment.ts';
import { functions } from './sentences/functions.ts';
import { leastPrivilege } from './sentences/least-privilege.ts';
import { permissions } from './sentences/permissions.ts';
import { queues } from './sentences/queues.ts';
import { schemas } from './sentences/schemas.ts';
import { storage } from './sentences/storage.ts';
import { type Synthesis, synthesize } from './synthesis.ts';

await buildIfChanged();

/** The province's stage once its people have entered what only they know, and it has been deployed. */
const filledIn = Settings.parse({
  ...production,
  account: '310492875561',
  live: true,
  domain: {
    name: 'api.dichvucong.hanam.gov.vn',
    hostedZone: { id: 'Z08514612QKXRT', name: 'dichvucong.hanam.gov.vn' },
  },
  departments: [{ agency: 'H25.03', awsAccount: '482913760254' }],
});

const made = {
  local: synthesize(settingsOf('local', 4800)),
  staging: synthesize(settingsOf('staging', 4800)),
  production: synthesize(settingsOf('production', 4800)),
  'production, filled in': synthesize(filledIn),
} as const satisfies Record<Stage | 'production, filled in', Synthesis>;

const cases = ['local', 'staging', 'production', 'production, filled in'] as const;

test('as committed, each stage has its own list of departments: nobody has entered one but for one machine', () => {
  expect(cases.map((name) => made[name].departments)).toEqual([
    ['H25.03', 'H25.08', 'H25.18', 'H25.07', 'H25.11', 'H25.06'],
    [],
    [],
    ['H25.03'],
  ]);
});

describe.each(cases)('the stacks of %s', (name) => {
  test('have no finding of the AWS Solutions checks that nobody answered for', () => {
    expect(made[name].findings).toEqual([]);
  });

  test('need no account of ours to be synthesized, and keep to it when they have one', () => {
    const account = {
      local: '000000000000',
      staging: 'unknown-account',
      production: 'unknown-account',
      'production, filled in': '310492875561',
    }[name];
    expect(made[name].accounts).toEqual([account, account, account, account, account]);
  });

  test('tell people where things are', () => {
    const queues = {
      local: [
        'QueueUrlH2503',
        'QueueUrlH2508',
        'QueueUrlH2518',
        'QueueUrlH2507',
        'QueueUrlH2511',
        'QueueUrlH2506',
      ],
      staging: [],
      production: [],
      'production, filled in': ['QueueUrlH2503'],
    }[name];
    const address = {
      local: ['ApiUrl'],
      staging: ['ApiDomainTarget', 'ApiUrl'],
      production: ['ApiDomainTarget', 'ApiUrl'],
      'production, filled in': ['ApiUrl'],
    }[name];
    expect(made[name].outputs).toEqual({
      data: [
        'DocumentsBucketArn',
        'SigningKeyH2503Arn',
        'SealKeyArn',
        'SealsBucketArn',
        'TableName',
        'DocumentsBucketName',
        'SealsBucketName',
      ],
      events: [...queues, 'EventsTopicArn'],
      operations: [],
      workers: [],
      api: address,
    });
  });

  describe('as templates', () => schemas(made[name]));
  describe('as storage', () => storage(made[name]));
  describe('as a deployment', () => deployment(made[name]));
  describe('as an API', () => api(made[name]));
  describe('as functions', () => functions(made[name]));
  describe('as queues', () => queues(made[name]));
  describe('as alarms', () => alarms(made[name]));
  describe('as permissions', () => permissions(made[name]));
  describe('as permissions of functions', () => leastPrivilege(made[name]));
});

test('a department that says what it wants is handed that of its agency, and another the same as before', () => {
  const only = { procedures: ['2.000488', '1.001193'], fields: ['Tư pháp'], types: ['dossier.received'] };
  const departments = [
    { agency: 'H25.03', awsAccount: '482913760254', only },
    { agency: 'H25.08', awsAccount: '482913760254' },
  ];
  const { resources } = synthesize(Settings.parse({ ...production, departments }));
  const filters = resources
    .filter(({ id }) => /^DepartmentQueueH25\d\dQueueSubscription/.test(id))
    .map(({ Properties }) => Properties.FilterPolicy);
  expect(filters).toEqual([
    {
      agency: ['H25.03'],
      procedure: ['2.000488', '1.001193'],
      field: ['Tư pháp'],
      type: ['dossier.received'],
    },
    { agency: ['H25.08'] },
  ]);
});

test('an imported certificate takes the place of one that ACM would make', () => {
  const certificateArn =
    'arn:aws:acm:ap-southeast-1:310492875561:certificate/5f0c3a0e-6a6b-4c58-8d0b-2f6d5b7c9e11';
  const { ofType } = synthesize(
    Settings.parse({ ...production, domain: { name: 'api.dichvucong.hanam.gov.vn', certificateArn } }),
  );
  expect(ofType('AWS::CertificateManager::Certificate')).toEqual([]);
  expect(ofType('AWS::ApiGatewayV2::DomainName').map(({ Properties }) => Properties)).toMatchObject([
    { DomainNameConfigurations: [{ CertificateArn: certificateArn }] },
  ]);
});

describe('every stage', () => {
  const held = (name: (typeof cases)[number]) =>
    made[name].resources
      // CDK puts the name of the stack into the ids of what lets a rule invoke a function.
      .filter(({ id }) => !id.includes(`motcua${made[name].stage}`))
      .map(({ stack, Type, id }) => `${stack}  ${Type}  ${id}`)
      .sort();
  const production = new Set(held('production'));
  const besides = (name: (typeof cases)[number]) => held(name).filter((line) => !production.has(line));
  const without = (name: (typeof cases)[number]) => {
    const there = new Set(held(name));
    return [...production].filter((line) => !there.has(line));
  };

  test('holds these resources', () => {
    expect([...production].join('\n')).toMatchSnapshot();
    expect(held('staging')).toEqual([...production]);
  });

  test('differs in nothing but what its settings name: one machine has neither domain nor budget', () => {
    expect(without('local')).toEqual([
      'api  AWS::ApiGatewayV2::ApiMapping  MappingE24B359D',
      'api  AWS::ApiGatewayV2::DomainName  DomainDomainName988E44EF',
      'api  AWS::CertificateManager::Certificate  DomainCertificate6242C448',
      'events  AWS::Budgets::Budget  Budget',
    ]);
    expect(besides('local').filter((line) => !/ {2}DepartmentQueueH25\d{2}/.test(line))).toEqual([]);
  });

  test('gets the queue of a department, and the address of its domain, by a setting', () => {
    expect(without('production, filled in')).toEqual([]);
    expect(besides('production, filled in')).toEqual([
      'api  AWS::Route53::RecordSet  DomainAddress14F39A8D',
      'events  AWS::CloudWatch::Alarm  DepartmentQueueH2503DeadLettersNotEmpty63BFEABF',
      'events  AWS::CloudWatch::Alarm  DepartmentQueueH2503Late7FB15353',
      'events  AWS::SNS::Subscription  DepartmentQueueH2503QueueSubscription9F34EA87',
      'events  AWS::SQS::Queue  DepartmentQueueH2503DeadLetters7854EC30',
      'events  AWS::SQS::Queue  DepartmentQueueH2503Queue57278F4E',
      'events  AWS::SQS::QueuePolicy  DepartmentQueueH2503DeadLettersPolicyE01874AA',
      'events  AWS::SQS::QueuePolicy  DepartmentQueueH2503QueuePolicy783A2677',
    ]);
  });
});
