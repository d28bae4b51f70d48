import {
  ConditionalCheckFailedException,
  type CreateTableCommandInput,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Key } from '../../shared/table/keys.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { type Bound, judgeOf, ordered } from './expression.ts';

/** Greatest keys and items, in bytes, and writes of a transaction (DynamoDB developer guide, quotas). */
const LONGEST_PARTITION_KEY = 2048;
const LONGEST_SORT_KEY = 1024;
const GREATEST_ITEM = 400 * 1024;
const GREATEST_TRANSACTION = 100;

/** What DynamoDB does not take: a fault of whoever asks. */
function refuse(why: string): never {
  throw Object.assign(new Error(why), { name: 'ValidationException' });
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** One write, whichever command brings it. */
type Written = Bound & {
  readonly key: Key;
  /** What stands there afterwards; the same as before where a condition is only checked. */
  readonly after: Item | undefined | 'as before';
  readonly expression: string | undefined;
};

type Adding = NonNullable<TransactItem['Update']>;

type Conditional = {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

/** A table or an index: items by partition, and by the one place that each has in it. */
class Shelf {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly #partitions = new Map<string, Map<string, Item>>();
  readonly #inOrder = new Map<string, readonly Item[]>();
  readonly #shown: readonly string[] | undefined;

  /** @param shown the attributes that it holds, where it does not hold all */
  constructor(partitionKey: string, sortKey: string, shown?: readonly string[]) {
    this.partitionKey = partitionKey;
    this.sortKey = sortKey;
    this.#shown = shown;
  }

  at(partition: string, place: string): Item | undefined {
    return this.#partitions.get(partition)?.get(place);
  }

  /** The items of a partition in the order of their sort keys. */
  inOrder(partition: string): readonly Item[] {
    const known = this.#inOrder.get(partition);
    if (known) return known;
    const items = [...(this.#partitions.get(partition)?.values() ?? [])].sort((one, other) =>
      ordered(one[this.sortKey], other[this.sortKey]),
    );
    this.#inOrder.set(partition, items);
    return items;
  }

  put(place: string, before: Item | undefined, after: Item | undefined): void {
    const [from, to] = [before, after].map((item) => item && this.#partitionOf(item));
    if (from !== undefined) this.#partitions.get(from)?.delete(place);
    if (from !== undefined) this.#inOrder.delete(from);
    if (to === undefined || !after) return;
    const partition = this.#partitions.get(to) ?? new Map<string, Item>();
    partition.set(place, this.#of(after));
    this.#partitions.set(to, partition);
    this.#inOrder.delete(to);
  }

  /** In which partition an item stands; in none that lacks one of the keys (a sparse index). */
  #partitionOf(item: Item): string | undefined {
    const { [this.partitionKey]: partition, [this.sortKey]: sort } = item;
    return typeof partition === 'string' && typeof sort === 'string' ? partition : undefined;
  }

  #of(item: Item): Item {
    const shown = this.#shown;
    return shown ? Object.fromEntries(Object.entries(item).filter(([name]) => shown.includes(name))) : item;
  }
}

/** The shelf of an index, as a template states it. */
function shelfOf({
  KeySchema = [],
  Projection = {},
}: NonNullable<CreateTableCommandInput['GlobalSecondaryIndexes']>[number]): Shelf {
  const [partitionKey = '', sortKey = ''] = KeySchema.map(({ AttributeName = '' }) => AttributeName);
  const shown = ['PK', 'SK', partitionKey, sortKey, ...(Projection.NonKeyAttributes ?? [])];
  return new Shelf(partitionKey, sortKey, Projection.ProjectionType === 'ALL' ? undefined : shown);
}

/**
 * The one table in this process's memory: it answers the commands that functions send at once, as DynamoDB does, and
 * takes back what was written since a moment. `memory-table.db.test.ts` holds it to DynamoDB Local.
 */
export class MemoryTable {
  readonly #base = new Shelf('PK', 'SK');
  readonly #indexes: ReadonlyMap<string, Shelf>;
  #journal: { readonly key: Key; readonly before: Item | undefined; readonly after: Item | undefined }[] = [];

  /** @param table as the template states it */
  constructor({ GlobalSecondaryIndexes = [] }: Pick<CreateTableCommandInput, 'GlobalSecondaryIndexes'>) {
    this.#indexes = new Map(GlobalSecondaryIndexes.map((index) => [index.IndexName ?? '', shelfOf(index)]));
  }

  /** Puts items as they are, for good. */
  hold(items: readonly (Key & Item)[]): void {
    for (const item of items) this.#write({ key: item, after: this.#kept(item), expression: undefined });
    this.#journal = [];
  }

  /** Keys of what was written since the last `takeBack`. */
  get written(): readonly Key[] {
    return this.#journal.map(({ key }) => key);
  }

  /** Makes everything as it was, but for what is to stay. @param stays by the key of an item */
  takeBack(stays: (key: Key) => boolean = () => false): void {
    for (const { key, before, after } of this.#journal.reverse())
      if (!stays(key)) this.#set(key, after, before);
    this.#journal = [];
  }

  /** Answers a command of the document client. */
  async send(command: object): Promise<object> {
    if (command instanceof GetCommand) return { Item: this.#get(command.input.Key) };
    if (command instanceof QueryCommand) return this.#query(command.input);
    if (command instanceof BatchGetCommand) {
      const found = Object.entries(command.input.RequestItems ?? {}).map(([name, { Keys = [] }]) => {
        if (Keys.length > 100) refuse('more than 100 keys of a batch');
        return [name, Keys.flatMap((key) => this.#get(key) ?? [])] as const;
      });
      return { Responses: Object.fromEntries(found) };
    }
    if (command instanceof PutCommand) return this.#alone({ Put: command.input });
    if (command instanceof DeleteCommand) return this.#alone({ Delete: command.input });
    if (command instanceof UpdateCommand) {
      const { UpdateExpression = '', ...input } = command.input;
      this.#alone({ Update: { ...input, UpdateExpression } });
      return { Attributes: this.#get(command.input.Key) };
    }
    if (command instanceof TransactWriteCommand) return this.#transact(command.input.TransactItems ?? []);
    throw new Error(`${command.constructor.name} is nothing that this table answers`);
  }

  #get(key: Readonly<Record<string, unknown>> | undefined): Item | undefined {
    const { PK, SK } = keyOf(key ?? {});
    return this.#base.at(PK, placeOf({ PK, SK }));
  }

  #query(input: QueryCommandInput): object {
    const shelf = input.IndexName === undefined ? this.#base : this.#indexes.get(input.IndexName);
    if (!shelf) return refuse(`there is no index ${input.IndexName}`);
    const bound = { names: input.ExpressionAttributeNames, values: valuesOf(input) };
    const partition = bound.values?.[partitionOf(input, shelf)];
    requireComparable(input, bound);
    const inKey = judgeOf(input.KeyConditionExpression);
    const passes = judgeOf(input.FilterExpression);
    const items = shelf.inOrder(String(partition)).filter((item) => inKey(item, bound));
    const towards = input.ScanIndexForward === false ? items.toReversed() : items;
    const { ExclusiveStartKey: after } = input;
    const start = after ? towards.findIndex((item) => placeOf(keyOf(item)) === placeOf(keyOf(after))) + 1 : 0;
    const page = towards.slice(start, input.Limit === undefined ? undefined : start + input.Limit);
    // A page that is as long as asked goes on, also where nothing follows (developer guide, limiting the results).
    const last = page.length === input.Limit ? page.at(-1) : undefined;
    const found = page.filter((item) => passes(item, bound));
    return {
      Count: found.length,
      ...(input.Select !== 'COUNT' && { Items: found }),
      ...(last && { LastEvaluatedKey: keyOf(last) }),
    };
  }

  #alone(item: TransactItem): object {
    const written = this.#writtenOf(item);
    const { current, holds } = this.#judge(written);
    if (!holds)
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: {},
        ...(current && { Item: marshall(current, options) }),
      });
    this.#write(written);
    return {};
  }

  #transact(items: readonly TransactItem[]): object {
    const writes = items.map((item) => this.#writtenOf(item));
    const places = new Set(writes.map(({ key }) => placeOf(key)));
    if (places.size < writes.length) refuse('a transaction writes one item twice');
    if (writes.length > GREATEST_TRANSACTION) refuse('a transaction has too many items');
    const judged = writes.map((written) => this.#judge(written));
    if (judged.some(({ holds }) => !holds))
      throw new TransactionCanceledException({
        message: 'Transaction cancelled',
        $metadata: {},
        CancellationReasons: judged.map(({ holds, current }) =>
          holds
            ? { Code: 'None' }
            : { Code: 'ConditionalCheckFailed', ...(current && { Item: marshall(current, options) }) },
        ),
      });
    writes.forEach((written) => {
      this.#write(written);
    });
    return {};
  }

  /** A write, of which it is seen to before any condition that it can be done. */
  #writtenOf({ Put, Delete, ConditionCheck, Update }: TransactItem): Written {
    const asked = Put ?? Delete ?? ConditionCheck ?? Update ?? refuse('a write says nothing');
    const said = {
      expression: asked.ConditionExpression,
      names: asked.ExpressionAttributeNames,
      values: valuesOf(asked),
    };
    if (Update) {
      const key = keyOf(Update.Key ?? {});
      return { ...said, key, after: this.#kept(added(this.#get(key) ?? key, Update)) };
    }
    if (Put?.Item) return { ...said, key: keyOf(Put.Item), after: this.#kept(Put.Item) };
    if (Delete?.Key) return { ...said, key: keyOf(Delete.Key), after: undefined };
    return { ...said, key: keyOf(ConditionCheck?.Key ?? {}), after: 'as before' };
  }

  #judge({ key, expression, names, values }: Written) {
    const current = this.#base.at(key.PK, placeOf(key));
    return { current, holds: judgeOf(expression)(current, { names, values }) };
  }

  #write({ key, after }: Written): void {
    if (after === 'as before') return;
    const before = this.#base.at(key.PK, placeOf(key));
    this.#journal.push({ key: { PK: key.PK, SK: key.SK }, before, after });
    this.#set(key, before, after);
  }

  /** An item as it comes back: what cannot be stored is refused. */
  #kept(item: Item): Item {
    const stored = marshall(item, options);
    if (Buffer.byteLength(JSON.stringify(stored)) > GREATEST_ITEM) refuse('an item is too large');
    for (const { partitionKey, sortKey } of [this.#base, ...this.#indexes.values()]) {
      requireKey(stored[partitionKey]?.S, LONGEST_PARTITION_KEY);
      requireKey(stored[sortKey]?.S, LONGEST_SORT_KEY);
    }
    return unmarshall(stored);
  }

  #set(key: Key, before: Item | undefined, after: Item | undefined): void {
    const place = placeOf(key);
    for (const shelf of [this.#base, ...this.#indexes.values()]) shelf.put(place, before, after);
  }
}

const options = { removeUndefinedValues: true };

const placeOf = ({ PK, SK }: Key): string => `${PK} ${SK}`;

const keyOf = ({ PK, SK }: Readonly<Record<string, unknown>>): Key =>
  typeof PK === 'string' && typeof SK === 'string' && PK !== '' && SK !== ''
    ? { PK, SK }
    : refuse('a key lacks a part');

function requireKey(key: string | undefined, longest: number): void {
  if (key !== undefined && (key === '' || Buffer.byteLength(key) > longest))
    refuse('a key is empty or too long');
}

/** Values as the client sends them: what cannot be sent is refused, and what is undefined is not there. */
const valuesOf = ({ ExpressionAttributeValues: values }: Conditional): Bound['values'] =>
  values && unmarshall(marshall(values, options));

/** The name under which a query speaks of the partition that it asks. */
function partitionOf({ KeyConditionExpression = '' }: QueryCommandInput, { partitionKey }: Shelf): string {
  const [, name = ''] = new RegExp(`\\b${partitionKey} = (:\\w+)`).exec(KeyConditionExpression) ?? [];
  return name || refuse('a query asks for no partition');
}

/** An item after the one update that is asked for: it adds to numbers, and sets others beside. */
function added(
  item: Item,
  {
    UpdateExpression = '',
    ExpressionAttributeNames: names = {},
    ExpressionAttributeValues: values = {},
  }: Adding,
): Item {
  const [, sums, settings] = /^ADD (.+) SET (.+)$/.exec(UpdateExpression) ?? [];
  if (sums === undefined || settings === undefined) refuse(`no update that adds: ${UpdateExpression}`);
  const named = (name = ''): string => names[name] ?? name;
  const counts = sums.split(', ').map((sum) => {
    const [name, value = ''] = sum.split(' ');
    return [named(name), Number(item[named(name)] ?? 0) + Number(values[value])] as const;
  });
  const set = settings.split(', ').map((setting) => {
    const [name, value = ''] = setting.split(' = ');
    return [named(name), values[value]] as const;
  });
  return { ...item, ...Object.fromEntries([...counts, ...set]) };
}

/** What is compared with keys must be able to be one, and what lies between two bounds needs the lower one first. */
function requireComparable({ KeyConditionExpression = '' }: QueryCommandInput, { values = {} }: Bound): void {
  for (const [name] of KeyConditionExpression.matchAll(/:\w+/g)) {
    const value = values[name];
    if (typeof value !== 'string') refuse(`${name} is no text`);
    requireKey(value, LONGEST_PARTITION_KEY);
  }
  const [, from = '', until = ''] = /BETWEEN (:\w+) AND (:\w+)/.exec(KeyConditionExpression) ?? [];
  if (ordered(values[from], values[until]) > 0) refuse('the upper bound is below the lower one');
}
