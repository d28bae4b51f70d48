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
import { type Procedure, ProcedureSummary } from '../../shared/procedure/procedure.ts';
import { CATALOGUE_PK, catalogueKey, type Key, summaryKey } from '../../shared/table/keys.ts';
import { command, connect, connection } from './command.ts';

type Target = { readonly client: DynamoDBDocumentClient; readonly tableName: string };
type WriteRequests = NonNullable<NonNullable<BatchWriteCommandInput['RequestItems']>[string]>;

const Item = z.looseObject({ PK: z.string(), SK: z.string() });

/** The two items of a procedure: whole, and in short. */
const itemsOf = (procedure: Procedure) => [
  { ...catalogueKey(procedure.code), procedure },
  { ...summaryKey(procedure.code), summary: ProcedureSummary.parse(procedure) },
];

const codeOf = (item: Key): string => item.SK.slice(item.SK.indexOf('#') + 1);

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
    for (const item of z.array(Item).parse(Items)) stored.set(item.SK, item);
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

/**
 * Brings the table's catalogue in line with the given procedures: writes what is new or changed, removes what is
 * gone. Running it again writes nothing; running it after a failure finishes the work.
 */
export async function importCatalogue(
  target: Target,
  procedures: readonly Procedure[] = catalogue,
): Promise<ImportCounts> {
  const stored = await storedItems(target);
  const wanted = new Set(procedures.map(({ code }) => code));
  const changed = procedures
    .map(itemsOf)
    .filter((items) => items.some((item) => !isDeepStrictEqual(stored.get(item.SK), item)));
  const gone = [...stored.values()].filter((item) => !wanted.has(codeOf(item)));
  await write(target, [
    ...changed.flat().map((item) => ({ PutRequest: { Item: item } })),
    ...gone.map(({ PK, SK }) => ({ DeleteRequest: { Key: { PK, SK } } })),
  ]);
  return {
    written: changed.length,
    unchanged: procedures.length - changed.length,
    removed: new Set(gone.map(codeOf)).size,
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
