import {
  DeleteCommand,
  type DeleteCommandInput,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTable, type TestTable } from '../support/dynamodb.ts';
import { MemoryTable } from './memory-table.ts';

let local: TestTable;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.stop());

/** A command as it reads in a counterexample. */
type Command =
  | readonly ['put', PutCommandInput]
  | readonly ['delete', DeleteCommandInput]
  | readonly ['get', GetCommandInput]
  | readonly ['query', QueryCommandInput]
  | readonly ['transact', TransactWriteCommandInput];

function commandOf([name, input]: Command) {
  switch (name) {
    case 'put':
      return new PutCommand(input);
    case 'delete':
      return new DeleteCommand(input);
    case 'get':
      return new GetCommand(input);
    case 'query':
      return new QueryCommand(input);
    case 'transact':
      return new TransactWriteCommand(input);
  }
}

/** What comes of a command: the answer as far as functions look at it, or why there is none. */
async function outcome(
  send: (command: ReturnType<typeof commandOf>) => Promise<object>,
  said: Command,
): Promise<object> {
  const command = commandOf(said);
  try {
    // Whether a page that is as long as asked goes on, and from where, each table says in its own way.
    const { Item, Items, Count } = Object(await send(command));
    return { Item, Items, Count };
  } catch (error) {
    const { name, Item, CancellationReasons: reasons } = Object(error);
    return {
      name: name === 'Error' ? 'ValidationException' : name,
      Item,
      reasons: reasons?.map(({ Code, Item: current }: { Code?: string; Item?: object }) => ({
        Code,
        current,
      })),
    };
  }
}

const texts = fc.constantFrom('A', 'AB', 'B', 'ệ', '\uffff', '😀', '~', '');
const partitions = fc.constantFrom('P', 'Q');
const items = fc.record(
  {
    PK: partitions,
    SK: texts,
    worklistPK: partitions,
    worklistSK: texts,
    code: texts,
    applicantName: texts,
    owner: texts,
    version: fc.integer({ min: 0, max: 2 }),
    consulted: fc.array(texts, { maxLength: 2 }),
    assignee: fc.record({ subject: texts }, { requiredKeys: [] }),
  },
  { requiredKeys: ['PK', 'SK'] },
);

type Condition = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;
const conditions = fc.constantFrom<Condition[]>(
  {},
  { ConditionExpression: 'attribute_not_exists(PK)' },
  { ConditionExpression: 'attribute_exists(PK) AND attribute_not_exists(worklistPK)' },
  {
    ConditionExpression: 'assignee.#subject = :a OR attribute_not_exists(assignee)',
    ExpressionAttributeNames: { '#subject': 'subject' },
    ExpressionAttributeValues: { ':a': 'A' },
  },
  {
    ConditionExpression: '#version = :one AND version >= :one',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':one': 1 },
  },
);

const keyConditions = fc.constantFrom(
  { sort: '', values: [] },
  { sort: ' AND # = :a', values: [':a'] },
  { sort: ' AND begins_with(#, :a)', values: [':a'] },
  { sort: ' AND # BETWEEN :a AND :b', values: [':a', ':b'] },
  { sort: ' AND # > :a', values: [':a'] },
  { sort: ' AND # < :a', values: [':a'] },
  { sort: ' AND # >= :a', values: [':a'] },
);
const filters = fc.constantFrom(
  { values: {} },
  { FilterExpression: 'contains(consulted, :c)', values: { ':c': 'B' } },
  { FilterExpression: 'assignee.subject = :c', values: { ':c': 'B' } },
  {
    FilterExpression: '#owner IN (:c, :d) OR code = :c',
    names: { '#owner': 'owner' },
    values: { ':c': 'A', ':d': '😀' },
  },
);

const queries = fc
  .record({
    index: fc.boolean(),
    partition: partitions,
    key: keyConditions,
    a: texts,
    b: texts,
    filter: filters,
    Limit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    ScanIndexForward: fc.option(fc.boolean(), { nil: undefined }),
    count: fc.boolean(),
  })
  .map(
    ({
      index,
      partition,
      key,
      a,
      b,
      filter,
      Limit,
      ScanIndexForward,
      count,
    }): Omit<QueryCommandInput, 'TableName'> => {
      const [hash, range] = index ? ['worklistPK', 'worklistSK'] : ['PK', 'SK'];
      const bounds = Object.entries({ ':a': a, ':b': b }).filter(([name]) =>
        key.values.some((one) => one === name),
      );
      return {
        ...(index && { IndexName: 'worklist' }),
        KeyConditionExpression: `${hash} = :p${key.sort.replace('#', range)}`,
        ...(filter.FilterExpression && { FilterExpression: filter.FilterExpression }),
        ...('names' in filter && { ExpressionAttributeNames: filter.names }),
        ExpressionAttributeValues: { ':p': partition, ...Object.fromEntries(bounds), ...filter.values },
        Limit,
        ScanIndexForward,
        ...(count && { Select: 'COUNT' as const }),
      };
    },
  );

const writes = fc.record({
  item: items,
  condition: conditions,
  kind: fc.constantFrom('put', 'delete', 'check'),
});

/** Any command about a table. */
const commandsTo = (TableName: string): fc.Arbitrary<Command> => {
  const always = { TableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  const commands: { readonly weight: number; readonly arbitrary: fc.Arbitrary<Command> }[] = [
    {
      weight: 4,
      arbitrary: writes.map(({ item: Item, condition }) => ['put', { Item, ...always, ...condition }]),
    },
    {
      weight: 1,
      arbitrary: writes.map(({ item: { PK, SK }, condition }) => [
        'delete',
        { Key: { PK, SK }, ...always, ...condition },
      ]),
    },
    { weight: 1, arbitrary: items.map(({ PK, SK }) => ['get', { TableName, Key: { PK, SK } }]) },
    { weight: 4, arbitrary: queries.map((query) => ['query', { TableName, ...query }]) },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(writes, {
          minLength: 1,
          maxLength: 3,
          selector: ({ item: { PK, SK } }) => `${PK} ${SK}`,
        })
        .map((several) => [
          'transact',
          {
            TransactItems: several.map(({ item: Item, condition, kind }) => {
              const { PK, SK } = Item;
              if (kind === 'put') return { Put: { Item, ...always, ...condition } };
              if (kind === 'delete') return { Delete: { Key: { PK, SK }, ...always, ...condition } };
              return {
                ConditionCheck: { Key: { PK, SK }, ConditionExpression: 'attribute_exists(PK)', ...always },
              };
            }),
          },
        ]),
    },
  ];
  return fc.oneof(...commands);
};

describe('the table in memory', () => {
  it('answers whatever functions ask as DynamoDB Local does', { timeout: 240_000 }, async () => {
    const { tableName: TableName, client } = local;
    const asked = fc.array(commandsTo(TableName), { minLength: 12, maxLength: 24, size: 'max' });
    const agree = fc.asyncProperty(asked, async (commands) => {
      const memory = new MemoryTable(inject('tableInput'));
      const touched = new Map<string, Record<string, string>>();
      try {
        for (const command of commands) {
          const ours = await outcome((one) => memory.send(one), command);
          expect(ours).toEqual(await outcome((one) => client.send(one as GetCommand), command));
          for (const { PK, SK } of memory.written) touched.set(`${PK} ${SK}`, { PK, SK });
        }
      } finally {
        for (const Key of touched.values()) await client.send(new DeleteCommand({ TableName, Key }));
      }
    });
    await fc.assert(agree, { numRuns: 20 });
  });

  it('takes back what was written since it was last asked to', async () => {
    const memory = new MemoryTable(inject('tableInput'));
    const TableName = 'memory';
    const Key = { PK: 'P', SK: 'A' };
    const stands = async () => Object(await memory.send(new GetCommand({ TableName, Key }))).Item;
    memory.hold([{ ...Key, version: 1 }]);
    await memory.send(new PutCommand({ TableName, Item: { ...Key, version: 2 } }));
    await memory.send(new DeleteCommand({ TableName, Key }));
    expect(memory.written).toEqual([Key, Key]);
    memory.takeBack();
    expect([await stands(), memory.written]).toEqual([{ ...Key, version: 1 }, []]);
    await memory.send(new PutCommand({ TableName, Item: { ...Key, version: 3 } }));
    memory.takeBack(({ SK }) => SK === 'A');
    expect(await stands()).toEqual({ ...Key, version: 3 });
  });
});
