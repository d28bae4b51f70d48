import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { operations, workers } from '../../../shared/operations.ts';
import type { Resource, Synthesis } from '../synthesis.ts';

/** What the stacks say about the functions. */
export const functions = (made: Synthesis): void => {
  test('give every contract one function and every function one contract', async () => {
    const files = await readdir(`${import.meta.dirname}/../../../functions`, { recursive: true });
    const written = files.filter((file) => file.endsWith('.ts')).sort();
    const stated = [...operations, ...workers].map(({ area, id }) => `${area}/${id}.ts`).sort();
    expect(written).toEqual(stated);
    expect(made.ofType('AWS::Lambda::Function')).toHaveLength(stated.length);
  });

  test('run every function on Node 24 and Graviton, with a log and a role of its own', () => {
    const functions = made.ofType('AWS::Lambda::Function');
    for (const { id, Properties } of functions)
      expect(Properties, id).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        LoggingConfig: { LogFormat: 'JSON' },
      });
    const one = (property: (resource: Resource) => unknown) =>
      new Set(functions.map((resource) => JSON.stringify(property(resource)))).size;
    expect(one(({ Properties }) => Properties.Role)).toBe(functions.length);
    expect(one(({ Properties }) => Properties.LoggingConfig)).toBe(functions.length);
  });

  test('keep every log for as long as the settings say', () => {
    const days = { local: 7, staging: 30, production: 365 }[made.stage];
    expect(
      new Set(made.ofType('AWS::Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays)),
    ).toEqual(new Set([days]));
  });
};
