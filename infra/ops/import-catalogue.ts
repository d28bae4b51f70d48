import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { catalogue } from '../../shared/procedure/catalogue.ts';
import { listingItems } from '../../shared/procedure/listing.ts';
import type { Procedure } from '../../shared/procedure/procedure.ts';
import { procedureItem } from '../../shared/procedure/store.ts';
import {
  CATALOGUE_PK,
  type Key,
  listingKey,
  listingPartsPrefix,
  procedureKey,
} from '../../shared/table/keys.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { command, connect, connection } from './command.ts';

type Target = { readonly client: DynamoDBDocumentClient; readonly tableName: string };
type WriteRequests = NonNullable<NonNullable<BatchWriteCommandInput['RequestItems']>[string]>;

const StoredItem = z.looseObject({ PK: z.string(), SK: z.string() });

async function storedItems({ client, tableName }: Target): Promise<ReadonlyMap<string, Key>> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      KeyConditionExpression: 'PK = :catalogue',
      ExpressionAttributeValues: { ':catalogue': CATALOGUE_PK },
      ConsistentRead: true,
    },
  );
  const stored = new Map<string, Key>();
  for await (const { Items = [] } of pages)
    for (const item of z.array(StoredItem).parse(Items)) stored.set(item.SK, item);
  return stored;
}

/** The most items that one BatchWriteItem takes. */
const BATCH = 25;

/** About six seconds of waiting in all: longer than a throttled partition needs to recover. */
const ATTEMPTS = 8;

async function write({ client, tableName }: Target, requests: WriteRequests): Promise<void> {
  for (let start = 0; start < requests.length; start += BATCH) {
    let left: WriteRequests = requests.slice(start, start + BATCH);
    for (let attempt = 1; left.length > 0; attempt++) {
      if (attempt > ATTEMPTS)
        throw new Error(`${left.length} items were refused ${ATTEMPTS} times: run the import again later`);
      if (attempt > 1) await sleep(2 ** attempt * 12);
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
      );
      left = UnprocessedItems?.[tableName] ?? [];
    }
  }
}

/** How many procedures an import wrote, found as they should be, and removed. */
type ImportCounts = { readonly written: number; readonly unchanged: number; readonly removed: number };

const put = (item: Key & Item) => ({ PutRequest: { Item: item } });
const drop = ({ PK, SK }: Key) => ({ DeleteRequest: { Key: { PK, SK } } });

const Listing = z.object({ version: z.string() });

/** Whether an item is a part of the listing that stands in the table now: who has just read its first item looks for it. */
function isInUse(stored: ReadonlyMap<string, Key>): (item: Key) => boolean {
  const listing = Listing.safeParse(stored.get(listingKey().SK)).data;
  return ({ SK }) => listing !== undefined && SK.startsWith(listingPartsPrefix(listing.version));
}

/**
 * Brings the table's catalogue in line with the given procedures: writes what is new or changed, removes what is
 * gone. Readers find the listing of before or the new one, never a half: its first item is written when all that it names is
 * there, and what the one before names is removed by the next import. Running it again writes nothing; running it after a
 * failure finishes the work.
 */
export async function importCatalogue(
  target: Target,
  procedures: readonly Procedure[] = catalogue,
): Promise<ImportCounts> {
  const stored = await storedItems(target);
  const differs = (item: Key & Item) => !isDeepStrictEqual(stored.get(item.SK), item);
  const whole = procedures.map(procedureItem);
  const [first, ...parts] = listingItems(procedures);
  const changed = whole.filter(differs);
  const wanted = new Set([...whole, first, ...parts].map(({ SK }) => SK));
  const inUse = isInUse(stored);
  const gone = [...stored.values()].filter((item) => !wanted.has(item.SK) && !inUse(item));
  await write(target, [...changed, ...parts.filter(differs)].map(put));
  await write(target, [first].filter(differs).map(put));
  await write(target, gone.map(drop));
  return {
    written: changed.length,
    unchanged: procedures.length - changed.length,
    removed: gone.filter(({ SK }) => SK.startsWith(procedureKey('').SK)).length,
  };
}

export const importCatalogueCommand = command({
  summary: 'Bring the catalogue in the table in line with the data files of this version',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    ...connection,
  }),
  run: async ({ table, ...to }) => {
    const { written, unchanged, removed } = await importCatalogue({ client: connect(to), tableName: table });
    return `${table}: ${written} procedures written, ${unchanged} unchanged, ${removed} removed`;
  },
});
