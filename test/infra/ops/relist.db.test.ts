import { type NativeAttributeValue, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ops } from '../../../infra/ops/ops.ts';
import { fixturesOf } from '../../stored/fixtures.ts';
import { dynamodbUrl, startTable, type TestTable } from '../../support/dynamodb.ts';

/** Items of a table by their keys. */
type Stored = ReadonlyMap<string, Readonly<Record<string, NativeAttributeValue>>>;

let table: TestTable;
let before: Stored;
let dry: string;
let first: string;
let after: Stored;
let again: string;

async function stored(): Promise<Stored> {
  const items: Record<string, NativeAttributeValue>[] = [];
  let from: Record<string, NativeAttributeValue> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.tableName, ExclusiveStartKey: from, ConsistentRead: true }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return new Map(items.map((item) => [`${item.PK} ${item.SK}`, item]));
}

async function relist(...options: readonly string[]): Promise<string> {
  const said: string[] = [];
  const say = { done: (text: string) => said.push(text), failed: (text: string) => said.push(text) };
  const where = ['--table', table.tableName, '--endpoint', await dynamodbUrl()];
  const code = await ops(['relist', ...where, ...options], say);
  return `${code} ${said.join()}`;
}

/** Dossiers as the first version stored them, before the indexes `place` and `find` were. */
beforeAll(async () => {
  table = await startTable();
  for (const { items } of fixturesOf(1).values())
    for (const Item of items) await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
  before = await stored();
  dry = await relist('--dry-run');
  expect(await stored()).toEqual(before);
  first = await relist();
  after = await stored();
  again = await relist();
}, 60_000);
afterAll(() => table.stop());

const dossiers = (items: Stored) => [...items.values()].filter(({ SK }) => SK === 'DOSSIER');
const filed = (items: Stored) => dossiers(items).filter(({ status }) => status !== 'draft');

it('says what it would write and writes nothing, writes it, and has nothing to do after that', async () => {
  const many = filed(before).length;
  const all = dossiers(before).length;
  expect(many).toBeGreaterThan(10);
  expect(dry).toBe(`0 ${table.tableName}: would list ${many} of ${all} dossiers anew`);
  expect(first).toBe(`0 ${table.tableName}: listed ${many} of ${all} dossiers anew`);
  expect(again).toBe(`0 ${table.tableName}: listed 0 of ${all} dossiers anew`);
  expect(await stored()).toEqual(after);
});

it('changes where dossiers are found and nothing else, and drops what would tell their events again', () => {
  expect([...after.keys()]).toEqual([...before.keys()]);
  const place = /^(owner|worklist|place|due|find)[PS]K$/;
  for (const [key, item] of after) {
    const names = new Set([...Object.keys(item), ...Object.keys(before.get(key) ?? {})]);
    const changed = [...names].filter(
      (name) => JSON.stringify(item[name]) !== JSON.stringify(before.get(key)?.[name]),
    );
    expect([key, changed.filter((name) => !place.test(name) && name !== 'outbox')]).toEqual([key, []]);
    if (item.SK === 'DOSSIER' && changed.length > 0) expect(item).not.toHaveProperty('outbox');
  }
});

it('brings each into the indexes that it was not in', async () => {
  const inIndex = async (index: string, key: string) => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.tableName,
        IndexName: index,
        KeyConditionExpression: `${index}PK = :key`,
        ExpressionAttributeValues: { ':key': key },
      }),
    );
    return new Set(Items.map(({ PK }) => PK)).size;
  };
  const ofJustice = filed(after).filter(({ agency }) => agency === 'H25.03');
  expect(await inIndex('find', 'NAME#H25.03')).toBe(ofJustice.length);
  const waiting = ofJustice.filter(
    ({ status, receivedAt }) => !receivedAt && ['submitted', 'withdrawalRequested'].includes(status),
  );
  expect(waiting.length).toBeGreaterThan(0);
  expect(await inIndex('place', 'PLACE#H25.03#reception')).toBe(waiting.length);
});

it('leaves a dossier that it cannot read, and says which', async () => {
  const PK = 'DOSSIER#0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e99';
  await table.client.send(
    new PutCommand({ TableName: table.tableName, Item: { PK, SK: 'DOSSIER', status: 'processing' } }),
  );
  expect(await relist()).toContain('failed on 1:\n0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e99: ZodError');
  expect(await relist()).toMatch(/^1 /);
});
