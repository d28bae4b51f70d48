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
import { KeptProcedure, type Procedure } from '../../shared/procedure/procedure.ts';
import { procedureItem } from '../../shared/procedure/store.ts';
import {
  CATALOGUE_PK,
  type Key,
  listingKey,
  listingPartsPrefix,
  procedureKey,
} from '../../shared/table/keys.ts';
import type { Item } from '../../shared/table/transaction.ts';
import { barOf } from '../progress-bar.ts';
import { command, connect, connection, Unready } from './command.ts';
import { catalogueIn, sheetsOf } from './office/catalogue-workbook.ts';
import { textOf } from './office/sheet.ts';
import { readWorkbook, writeWorkbook } from './office/workbook.ts';

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

const PROCEDURES = procedureKey('').SK;

/** The most items that one BatchWriteItem takes. */
const BATCH = 25;

/** About six seconds of waiting in all: longer than a throttled partition needs to recover. */
const ATTEMPTS = 8;

async function write({ client, tableName }: Target, batch: WriteRequests): Promise<void> {
  let left = batch;
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

const put = (item: Key & Item) => ({ PutRequest: { Item: item } });
const drop = ({ PK, SK }: Key) => ({ DeleteRequest: { Key: { PK, SK } } });

const Listing = z.object({ version: z.string() });

/** Whether an item is a part of the listing that stands in the table now: who has just read its first item looks for it. */
function isInUse(stored: ReadonlyMap<string, Key>): (item: Key) => boolean {
  const listing = Listing.safeParse(stored.get(listingKey().SK)).data;
  return ({ SK }) => listing !== undefined && SK.startsWith(listingPartsPrefix(listing.version));
}

/** What an import writes, one step after the other, and what that means for the procedures. */
type Plan = {
  /** The listing's first item is written when all that it names is there, and what the one before names goes last. */
  readonly steps: readonly WriteRequests[];
  /** Codes. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
};

/** What would bring the catalogue in line with the given procedures: what is new or changed is written, what is gone removed. */
function planned(stored: ReadonlyMap<string, Key>, procedures: readonly Procedure[]): Plan {
  const differs = (item: Key & Item) => !isDeepStrictEqual(stored.get(item.SK), item);
  const whole = procedures.map(procedureItem);
  const [first, ...parts] = listingItems(procedures);
  const changed = whole.filter(differs);
  const wanted = new Set([...whole, first, ...parts].map(({ SK }) => SK));
  const inUse = isInUse(stored);
  const gone = [...stored.values()].filter((item) => !wanted.has(item.SK) && !inUse(item));
  return {
    steps: [
      [...changed, ...parts.filter(differs)].map(put),
      [first].filter(differs).map(put),
      gone.map(drop),
    ],
    written: changed.map(({ procedure }) => procedure.code),
    removed: gone.flatMap(({ SK }) => (SK.startsWith(PROCEDURES) ? [SK.slice(PROCEDURES.length)] : [])),
    unchanged: procedures.length - changed.length,
  };
}

/** How many procedures an import wrote, found as they should be, and removed. */
type ImportCounts = { readonly written: number; readonly unchanged: number; readonly removed: number };

/** Writes one step after the other. @param show says how far it is */
async function writeAll(
  target: Target,
  steps: readonly WriteRequests[],
  show: (progress: string) => void,
): Promise<void> {
  const all = steps.reduce((sum, step) => sum + step.length, 0);
  const begun = performance.now();
  let done = 0;
  for (const step of steps)
    for (let start = 0; start < step.length; start += BATCH) {
      const batch = step.slice(start, start + BATCH);
      await write(target, batch);
      done += batch.length;
      show(barOf(done, all, (done * 1000) / (performance.now() - begun)));
    }
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
  const { steps, written, unchanged, removed } = planned(await storedItems(target), procedures);
  await writeAll(target, steps, () => {});
  return { written: written.length, unchanged, removed: removed.length };
}

const StoredProcedure = z.object({ procedure: KeptProcedure });

const procedureOf = (item: Key): Procedure => StoredProcedure.parse(item).procedure;

/** What is imported from a workbook: its procedures, and of those with a fault what is stored, where they may be left as they are. */
async function fromWorkbook(
  file: string,
  stored: ReadonlyMap<string, Key>,
  skipsBad: boolean,
): Promise<{ readonly procedures: readonly Procedure[]; readonly skipped: string }> {
  const { procedures, faulty, faults } = catalogueIn(await readWorkbook(file));
  const report = faults.map(textOf).join('\n');
  if (faults.length > 0 && !skipsBad)
    throw new Unready(`${report}\n\n${file}: ${faults.length} faults. Nothing was imported.`);
  const kept = [...faulty].flatMap((code) => {
    const item = stored.get(procedureKey(code).SK);
    return item ? [procedureOf(item)] : [];
  });
  return { procedures: [...procedures, ...kept], skipped: report };
}

export const importCatalogueCommand = command({
  summary: 'Bring the catalogue in the table in line with a workbook, or with the data files of this version',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    file: z
      .string()
      .min(1)
      .optional()
      .describe('.xlsx, or folder of CSV, in the form that export-catalogue writes'),
    'dry-run': z.boolean().default(false).describe('say what would be written, and write nothing'),
    'skip-bad': z
      .boolean()
      .default(false)
      .describe('leave procedures with a fault as they are, and import the others'),
    remove: z.boolean().default(false).describe('remove from the table what the workbook does not have'),
    ...connection,
  }),
  run: async ({ table, file, 'dry-run': dryRun, 'skip-bad': skipsBad, remove, ...to }, show) => {
    const target = { client: connect(to), tableName: table };
    const stored = await storedItems(target);
    const { procedures, skipped } = file
      ? await fromWorkbook(file, stored, skipsBad)
      : { procedures: catalogue, skipped: '' };
    const { steps, written, unchanged, removed } = planned(stored, procedures);
    if (file && removed.length > 0 && !remove && !dryRun)
      throw new Unready(
        `${file} does not have ${removed.join(', ')}, which the table has: say --remove if they are gone. Nothing was imported.`,
      );
    if (!dryRun) await writeAll(target, steps, show);
    const counts = `${written.length} procedures ${dryRun ? 'would be ' : ''}written, ${unchanged} unchanged, ${removed.length} ${dryRun ? 'would be ' : ''}removed`;
    const named = dryRun
      ? [...written.map((code) => `+ ${code}`), ...removed.map((code) => `- ${code}`)]
      : [];
    return [...(skipped ? [skipped] : []), ...named, `${table}: ${counts}`].join('\n');
  },
});

export const exportCatalogueCommand = command({
  summary:
    'Write the catalogue in the table as a workbook, for offices to change and import-catalogue to read',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    file: z.string('is required').min(1).describe('.xlsx, or folder for CSV, one for each sheet'),
    ...connection,
  }),
  run: async ({ table, file, ...to }) => {
    const items = [...(await storedItems({ client: connect(to), tableName: table })).values()];
    const procedures = items.filter(({ SK }) => SK.startsWith(PROCEDURES)).map(procedureOf);
    await writeWorkbook(file, sheetsOf(procedures));
    return `${file}: ${procedures.length} procedures`;
  },
});
