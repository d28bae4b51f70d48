import { describe, expect, test } from 'vitest';
import { build } from '../../infra/build/build.ts';
import { type Stage, stages } from '../../infra/settings/shape.ts';
import { alarms } from './sentences/alarms.ts';
import { api } from './sentences/api.ts';
import { functions } from './sentences/functions.ts';
import { permissions } from './sentences/permissions.ts';
import { queues } from './sentences/queues.ts';
import { storage } from './sentences/storage.ts';
import { type Synthesis, synthesize } from './synthesis.ts';

await build();

const made: Readonly<Record<Stage, Synthesis>> = {
  local: synthesize('local'),
  staging: synthesize('staging'),
  production: synthesize('production'),
};

describe.each(stages)('the stacks of %s', (stage) => {
  test('have no finding of the AWS Solutions checks that nobody answered for', () => {
    expect(made[stage].findings).toEqual([]);
  });

  test('need no account of ours to be synthesized', () => {
    const account = { local: '000000000000', staging: 'unknown-account', production: 'unknown-account' }[
      stage
    ];
    expect(made[stage].accounts).toEqual([account, account, account]);
  });

  test('tell people where things are', () => {
    expect(made[stage].outputs).toEqual({
      data: ['TableName', 'DocumentsBucketName'],
      events: [
        'QueueUrlH2503',
        'QueueUrlH2508',
        'QueueUrlH2518',
        'QueueUrlH2507',
        'QueueUrlH2511',
        'QueueUrlH2506',
        'EventsTopicArn',
      ],
      service: ['ApiUrl'],
    });
  });

  describe('as storage', () => storage(made[stage]));
  describe('as an API', () => api(made[stage]));
  describe('as functions', () => functions(made[stage]));
  describe('as queues', () => queues(made[stage]));
  describe('as alarms', () => alarms(made[stage]));
  describe('as permissions', () => permissions(made[stage]));
});

test('every stage holds these resources, and none that another has not', () => {
  const held = (stage: Stage) =>
    made[stage].resources
      // CDK puts the name of the stack into the ids of what lets a rule invoke a function.
      .filter(({ id }) => !id.includes(`motcua${stage}`))
      .map(({ stack, Type, id }) => `${stack}  ${Type}  ${id}`)
      .sort();
  expect(held('production').join('\n')).toMatchSnapshot();
  expect(held('local')).toEqual(held('production'));
  expect(held('staging')).toEqual(held('production'));
});
