import * as z from 'zod';
import type { Need, Place } from './authorize.ts';
import { transactionUnits } from './capacity.ts';

const target = z.object({ TableName: z.string() });
const indexed = target.extend({ IndexName: z.string().optional() });
const byTable = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const writes = z.object({
  TransactItems: z.array(
    z.object({ Put: target, Update: target, Delete: target, ConditionCheck: target }).partial(),
  ),
});
const reads = z.object({ TransactItems: z.array(z.object({ Get: target })) });
const stream = z.object({ StreamArn: z.string() });
/** DynamoDB Local writes the ARN of the stream into its iterators. */
const iterator = z.object({ ShardIterator: z.string() });

/** What an entry of a transaction needs (Developer Guide, "DynamoDB Transactions: IAM permissions"). */
const actionOfEntry = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
} as const;
const entryKinds = ['Put', 'Update', 'Delete', 'ConditionCheck'] as const;

const distinct = (needs: readonly Need[]): readonly Need[] => [
  ...new Map(needs.map((need) => [`${need.action} ${need.resource}`, need])).values(),
];

/** What an operation of DynamoDB or DynamoDB Streams needs; `undefined` for one that is not imitated. */
export function dynamodbNeeds(operation: string, input: unknown, place: Place): readonly Need[] | undefined {
  const table = (name: string): string =>
    name.startsWith('arn:') ? name : `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${name}`;
  const need = (action: string, resource: string): Need => ({ action, resource });
  const streamOf = (text: string): string =>
    `${table(/table\/([^/]+)\/stream\//.exec(text)?.[1] ?? '')}/stream/local`;

  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
    case 'DescribeTable':
    case 'DescribeTimeToLive':
      return [need(`dynamodb:${operation}`, table(target.parse(input).TableName))];
    case 'Query':
    case 'Scan': {
      const { TableName, IndexName } = indexed.parse(input);
      const resource = IndexName ? `${table(TableName)}/index/${IndexName}` : table(TableName);
      return [need(`dynamodb:${operation}`, resource)];
    }
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(byTable.parse(input).RequestItems).map((name) =>
        need(`dynamodb:${operation}`, table(name)),
      );
    case 'TransactGetItems':
      return distinct(
        reads.parse(input).TransactItems.map(({ Get }) => need('dynamodb:GetItem', table(Get.TableName))),
      );
    case 'TransactWriteItems':
      return distinct(
        writes.parse(input).TransactItems.flatMap((entry) =>
          entryKinds.flatMap((kind) => {
            const name = entry[kind]?.TableName;
            return name === undefined ? [] : [need(actionOfEntry[kind], table(name))];
          }),
        ),
      );
    case 'ListTables':
    case 'ListStreams':
      return [need(`dynamodb:${operation}`, '*')];
    case 'DescribeStream':
    case 'GetShardIterator':
      return [need(`dynamodb:${operation}`, streamOf(stream.parse(input).StreamArn))];
    case 'GetRecords':
      return [need('dynamodb:GetRecords', streamOf(iterator.parse(input).ShardIterator))];
    default:
      return undefined;
  }
}

const metered = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
]);

/**
 * The body that also asks what the operation consumed; the very same body when the client asked itself, or when the
 * operation has no such figure. Written into the text, so that a large body is not serialized again.
 */
export function askingForCapacity(operation: string, input: unknown, body: Buffer): Buffer {
  const asked = typeof input === 'object' && input !== null && 'ReturnConsumedCapacity' in input;
  if (asked || !metered.has(operation)) return body;
  const brace = body.indexOf('{') + 1;
  return Buffer.concat([
    body.subarray(0, brace),
    Buffer.from('"ReturnConsumedCapacity":"INDEXES",'),
    body.subarray(brace),
  ]);
}

const units = z.looseObject({ CapacityUnits: z.number() });
const charge = units.extend({ GlobalSecondaryIndexes: z.record(z.string(), units).default({}) });
const answerSchema = z.looseObject({
  ConsumedCapacity: z.union([charge, z.array(charge)]).optional(),
});

type Charge = z.infer<typeof charge>;
const total = (of: readonly z.infer<typeof units>[]) =>
  of.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);

/**
 * What AWS charges. What follows from a transaction in indexes it charges once, and only the items themselves twice
 * (measured on AWS in 2026: github.com/nubo-db/dynoxide/pull/188); DynamoDB Local doubles both.
 */
const chargeOf = (operation: string, input: unknown, charges: readonly Charge[]): number =>
  operation === 'TransactWriteItems'
    ? transactionUnits(input) + total(charges.flatMap((one) => Object.values(one.GlobalSecondaryIndexes))) / 2
    : total(charges);

/** What the operation consumed, and the answer as the client asked for it. */
export function withoutCapacity(
  operation: string,
  input: unknown,
  asked: boolean,
  body: Buffer,
): { readonly capacity: number; readonly body: Buffer | string } {
  if (!metered.has(operation)) return { capacity: 0, body };
  const { ConsumedCapacity = [], ...rest } = answerSchema.parse(JSON.parse(body.toString()));
  const capacity = chargeOf(operation, input, [ConsumedCapacity].flat());
  return { capacity, body: asked ? body : JSON.stringify(rest) };
}
