import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dueLanes, loadDuePage } from '../../shared/table/due.ts';
import { dueEntry } from '../../shared/table/keys.ts';
import { startTable, type TestTable } from '../support/dynamodb.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

/** Payments that wait for this instant, and none of another. */
async function waiting(at: string, names: readonly string[]): Promise<void> {
  const items = names.map((name) => ({
    PK: `DOSSIER#${name}`,
    SK: 'DOSSIER#PAYMENT#000001',
    ...dueEntry('payment', at, name),
  }));
  for (let from = 0; from < items.length; from += 25)
    await table.client.send(
      new BatchWriteCommand({
        RequestItems: {
          [table.tableName]: items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } })),
        },
      }),
    );
}

const named = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, place) => `${prefix}-${place}`);

it('meets all that is due once, page after page, and nothing that is not', async () => {
  await waiting('2021-10-22T10:00:00.000Z', named('later', 30));
  await waiting('2021-10-20T10:00:00.000Z', named('due', 900));
  await waiting('2021-10-21T09:59:59.999Z', named('just', 30));
  const lanes = dueLanes('payment', new Date('2021-10-21T10:00:00.000Z'));
  const met = await Promise.all(
    lanes.map(async (lane) => {
      const names: string[] = [];
      for await (const { dossierId } of lane) names.push(dossierId);
      return names;
    }),
  );
  expect(met.map(({ length }) => length > 200)).toEqual([true, true, true, true]);
  expect(met.flat().sort()).toEqual([...named('due', 900), ...named('just', 30)].sort());
  // The longest due first.
  for (const names of met)
    expect(names.findLastIndex((name) => name.startsWith('due'))).toBeLessThan(
      names.findIndex((name) => name.startsWith('just')),
    );
});

it('goes on nowhere from a place that no list has', async () => {
  const lists = [{ kind: 'payment', from: '2021-10-01T00:00:00.000Z' }] as const;
  expect(await loadDuePage(lists, { shard: 99, after: 'x' })).toEqual({ due: [], next: undefined });
});
