import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { table } from '../../shared/aws.ts';

type Item = Record<string, unknown>;
type Said = {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

/** Expressions of the few shapes that our code writes; any other is a mistake of the test. */
function holds(
  expression: string,
  { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: Said,
  item: Item | undefined,
): boolean {
  const read = (name: string): unknown => item?.[names[name] ?? name];
  const clause = (text: string): boolean => {
    const [, missing] = /^attribute_not_exists\((\S+)\)$/.exec(text) ?? [];
    if (missing) return read(missing) === undefined;
    const [, begun, prefix = ''] = /^begins_with\((\S+), (\S+)\)$/.exec(text) ?? [];
    if (begun) return String(read(begun)).startsWith(String(values[prefix]));
    const [, one, among = ''] = /^(\S+) IN \((.+)\)$/.exec(text) ?? [];
    if (one) return among.split(', ').some((value) => values[value] === read(one));
    const [, left = '', sign = '', right = ''] = /^(\S+) (=|<|>=|>) (\S+)$/.exec(text) ?? [];
    const [is, than] = [read(left), values[right]];
    if (sign === '=') return is === than;
    if (sign === '<') return String(is) < String(than);
    if (sign === '>') return String(is) > String(than);
    if (sign === '>=') return String(is) >= String(than);
    throw new Error(`the light table does not know ${text}`);
  };
  const between = expression.replaceAll(/(\S+) BETWEEN (\S+) AND (\S+)/g, (_, name, from, to) =>
    String(read(name)) >= String(values[from]) && String(read(name)) <= String(values[to]) ? 'TRUE' : 'FALSE',
  );
  return between.split(' OR ').some((side) =>
    side
      .replace(/^\((.*)\)$/, '$1')
      .split(' AND ')
      .every((text) => (text === 'TRUE' ? true : text === 'FALSE' ? false : clause(text.trim()))),
  );
}

/** What DynamoDB keeps of a value: nothing that is undefined. */
const kept = <T>(value: T): T => {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(kept) as T;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === undefined ? [] : [[name, kept(inner)]])),
  ) as T;
};

/**
 * The table in memory, for models that live thousands of times: conditions and transactions are kept, reads are
 * consistent, and every call takes its turn, so that what is done at once may overtake each other.
 * @param turn awaited before each call
 */
export function lightTable(turn: () => Promise<void>) {
  const items = new Map<string, Item>();
  const keyOf = ({ PK, SK }: Item): string => `${PK} ${SK}`;
  const check = (said: Said, key: Item): boolean =>
    said.ConditionExpression === undefined || holds(said.ConditionExpression, said, items.get(keyOf(key)));

  const query = (input: QueryCommandInput) => {
    const {
      IndexName: index,
      KeyConditionExpression: key = '',
      FilterExpression: filter,
      Limit: limit,
    } = input;
    const order = index ? `${index}SK` : 'SK';
    const found = [...items.values()]
      .filter((item) => (!index || item[`${index}PK`] !== undefined) && holds(key, input, item))
      .sort((one, other) => (String(one[order]) < String(other[order]) ? -1 : 1));
    const page = (input.ScanIndexForward === false ? found.reverse() : found).slice(0, limit);
    return {
      Items: page
        .filter((item) => !filter || holds(filter, input, item))
        .map((item) => structuredClone(item)),
    };
  };

  const mock = mockClient(table);
  mock.on(GetCommand).callsFake(async ({ Key }) => {
    await turn();
    const item = items.get(keyOf(Key));
    return { Item: item && structuredClone(item) };
  });
  mock.on(QueryCommand).callsFake(async (input: QueryCommandInput) => {
    await turn();
    return query(input);
  });
  const alone = async (said: Said, key: Item, write: () => void) => {
    await turn();
    if (!check(said, key))
      throw new ConditionalCheckFailedException({
        $metadata: {},
        message: 'refused',
        Item: imageOf(items.get(keyOf(key))),
      });
    write();
    return {};
  };
  mock
    .on(PutCommand)
    .callsFake((input) => alone(input, input.Item, () => items.set(keyOf(input.Item), kept(input.Item))));
  mock.on(DeleteCommand).callsFake((input) => alone(input, input.Key, () => items.delete(keyOf(input.Key))));
  mock.on(TransactWriteCommand).callsFake(async ({ TransactItems }) => {
    await turn();
    const reasons = TransactItems.map(
      ({ Put, Delete, ConditionCheck }: Record<string, Said & { Item?: Item; Key?: Item }>) => {
        const write = Put ?? Delete ?? ConditionCheck ?? {};
        const key = write.Item ?? write.Key ?? {};
        return check(write, key)
          ? { Code: 'None' }
          : { Code: 'ConditionalCheckFailed', Item: imageOf(items.get(keyOf(key))) };
      },
    );
    if (reasons.some(({ Code }: { Code: string }) => Code !== 'None'))
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'cancelled',
        CancellationReasons: reasons,
      });
    for (const { Put, Delete } of TransactItems) {
      if (Put) items.set(keyOf(Put.Item), kept(Put.Item));
      if (Delete) items.delete(keyOf(Delete.Key));
    }
    return {};
  });
  return {
    items,
    put: (item: Item) => items.set(keyOf(item), kept(item)),
    clear: () => items.clear(),
    stop: () => mock.restore(),
  };
}

const imageOf = (item: Item | undefined) => item && marshall(item, { removeUndefinedValues: true });
