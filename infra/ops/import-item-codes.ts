import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { systemNow, toInstant } from '../../shared/clock.ts';
import { itemCodeOf } from '../../shared/shipment/item-code.ts';
import { Pool, poolItem } from '../../shared/shipment/pool.ts';
import { ITEM_CODES_PK } from '../../shared/table/keys.ts';
import { command, connect, connection, Unready } from './command.ts';

type Target = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

/** What the operator allots: a service, and its serials from the first to the last. */
export type Allotment = Pick<Pool, 'service' | 'first' | 'last'>;

const named = ({ service, first, last }: Allotment): string =>
  `${itemCodeOf(service, first)} to ${itemCodeOf(service, last)}`;

async function storedPools({ client, tableName }: Target): Promise<readonly Pool[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'PK = :pools',
      ExpressionAttributeValues: { ':pools': ITEM_CODES_PK },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => Pool.parse(item));
}

/**
 * Adds a range of item codes that the operator has allotted. The same again changes nothing.
 * @returns whether it was new
 * @throws Unready when it shares codes with a range that is there: they would be used twice
 */
export async function importItemCodes(target: Target, allotted: Allotment): Promise<boolean> {
  const { service, first, last } = allotted;
  if (last < first) throw new Unready(`${named(allotted)} ends before it begins`);
  const other = (await storedPools(target)).find(
    (pool) => pool.service === service && pool.first <= last && first <= pool.last,
  );
  if (other?.first === first && other.last === last) return false;
  if (other) throw new Unready(`${named(allotted)} shares codes with ${named(other)}`);
  const pool = Pool.parse({ v: 1, ...allotted, taken: 0, importedAt: toInstant(systemNow()) });
  await target.client.send(
    new PutCommand({
      TableName: target.tableName,
      Item: poolItem(pool),
      ConditionExpression: 'attribute_not_exists(PK)',
    }),
  );
  return true;
}

const serial = z
  .string('is required')
  .regex(/^\d{8}$/, 'is eight digits')
  .transform(Number);

export const importItemCodesCommand = command({
  summary: 'Add a range of item codes that the postal operator has allotted',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    service: Pool.shape.service.describe('service indicator, such as EB'),
    first: serial.describe('first serial, eight digits without the check digit'),
    last: serial.describe('last serial, likewise'),
    ...connection,
  }),
  run: async ({ table, service, first, last, ...to }) => {
    const allotted = { service, first, last };
    const isNew = await importItemCodes({ client: connect(to), tableName: table }, allotted);
    return `${table}: ${named(allotted)}, ${last - first + 1} codes, ${isNew ? 'added' : 'there already'}`;
  },
});
