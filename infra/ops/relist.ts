import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { CodeEntry } from '../../shared/dossier/code.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { endingEntry, personEntry, procedureEntry } from '../../shared/dossier/find-entries.ts';
import { listEntries } from '../../shared/dossier/lists.ts';
import { dossierOf } from '../../shared/dossier/store.ts';
import {
  applicationKey,
  codeKey,
  dossierIdOf,
  dossierKey,
  eventKey,
  type Key,
} from '../../shared/table/keys.ts';
import type { Condition, Item } from '../../shared/table/transaction.ts';
import { command, connect, connection, Unready } from './command.ts';

type Target = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

/** Dossiers that are looked at side by side, and how often one is read again that somebody is changing. */
const AT_ONCE = 10;
const TRIES = 5;

/** By what an item of a dossier stands in an index. The log is left out: what stands in it is never changed. */
const PLACE = /^(owner|worklist|place|due|find)[PS]K$/;

/** An item of a dossier as it stands, and what lists and searches are to find on it. */
type Listing = { readonly item: Item; readonly wanted: Item };

async function itemAt({ client, tableName }: Target, key: Key): Promise<Item | undefined> {
  const { Item: item } = await client.send(
    new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
  );
  return item;
}

/** The items of a dossier that stand in indexes, with what is written on each today. */
async function listingsOf(
  target: Target,
  dossier: Dossier,
  items: readonly Item[],
): Promise<readonly Listing[]> {
  const at = ({ SK }: Key) => items.find((item) => item.SK === SK);
  const listed = (item: Item | undefined, wanted: Item = {}) => (item ? [{ item, wanted }] : []);
  const own = listed(at(dossierKey(dossier.id)), listEntries(dossier));
  if (dossier.status === 'draft') return own;
  const [code, event] = await Promise.all([
    itemAt(target, codeKey(dossier.code)),
    itemAt(target, eventKey(dossier.id, 1)),
  ]);
  return [
    ...own,
    ...listed(at(applicationKey(dossier.id)), personEntry(dossier)),
    ...listed(code, code && procedureEntry(CodeEntry.parse(code).receipt)),
    ...listed(event, endingEntry(dossier)),
  ];
}

/** What an item lacks of its listing, and what it bears that is none. */
function differenceOf({ item, wanted }: Listing) {
  const set = Object.entries(wanted).filter(([name, value]) => value !== undefined && item[name] !== value);
  const drop = Object.keys(item).filter((name) => PLACE.test(name) && wanted[name] === undefined);
  if (set.length + drop.length === 0) return undefined;
  // The newest events of a dossier were published when they came: whatever changes the item would send them again.
  return { set, drop: 'outbox' in item ? [...drop, 'outbox'] : drop };
}

type Update = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** An item as it is to be listed, or undefined where it is. */
function updateOf(TableName: string, listing: Listing): Update | undefined {
  const difference = differenceOf(listing);
  if (!difference) return undefined;
  const { set, drop } = difference;
  const names = [...set.map(([name]) => name), ...drop];
  const assigned = set.map((_, place) => `#${place} = :${place}`);
  const removed = drop.map((_, place) => `#${set.length + place}`);
  return {
    Update: {
      TableName,
      Key: { PK: listing.item.PK, SK: listing.item.SK },
      ConditionExpression: 'attribute_exists(PK)',
      UpdateExpression: [
        ...(assigned.length > 0 ? [`SET ${assigned.join(', ')}`] : []),
        ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
      ].join(' '),
      ExpressionAttributeNames: Object.fromEntries(names.map((name, place) => [`#${place}`, name])),
      ...(set.length > 0 && {
        ExpressionAttributeValues: Object.fromEntries(set.map(([, value], place) => [`:${place}`, value])),
      }),
    },
  };
}

/** The same writes as long as the dossier stands in the version that was read: every change of what it is found by raises it. */
function whileUnchanged(updates: readonly Update[], { id, version }: Dossier, TableName: string): Update[] {
  const when: Required<Condition> = {
    expression: '#version = :version',
    names: { '#version': 'version' },
    values: { ':version': version },
  };
  const isOwn = ({ Update: one }: Update) => one?.Key?.SK === dossierKey(id).SK;
  const own = updates.find(isOwn)?.Update;
  const held: Update = own
    ? {
        Update: {
          ...own,
          ConditionExpression: when.expression,
          ExpressionAttributeNames: { ...own.ExpressionAttributeNames, ...when.names },
          ExpressionAttributeValues: { ...own.ExpressionAttributeValues, ...when.values },
        },
      }
    : {
        ConditionCheck: {
          TableName,
          Key: dossierKey(id),
          ConditionExpression: when.expression,
          ExpressionAttributeNames: when.names,
          ExpressionAttributeValues: when.values,
        },
      };
  return [held, ...updates.filter((update) => !isOwn(update))];
}

/** Lists one dossier as one of today. @returns whether it was not */
async function relistOne(target: Target, dossierId: string, dryRun: boolean): Promise<boolean> {
  const { client, tableName } = target;
  const { PK, SK } = dossierKey(dossierId);
  for (let attempt = 1; ; attempt++) {
    const { Items: items = [] } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'PK = :dossier AND SK BETWEEN :itself AND :application',
        ExpressionAttributeValues: {
          ':dossier': PK,
          ':itself': SK,
          ':application': applicationKey(dossierId).SK,
        },
        ConsistentRead: true,
      }),
    );
    const dossier = dossierOf(items);
    if (!dossier) return false;
    const listings = await listingsOf(target, dossier, items);
    const updates = listings.flatMap((listing) => updateOf(tableName, listing) ?? []);
    if (updates.length === 0 || dryRun) return updates.length > 0;
    try {
      const TransactItems = whileUnchanged(updates, dossier, tableName);
      await client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException) || attempt === TRIES) throw error;
    }
  }
}

/** What a run came to: dossiers that it saw, that it listed anew, and on which it failed. */
type Relisted = { readonly seen: number; readonly listed: number; readonly failed: readonly string[] };

/**
 * Lists every dossier of a table as it would be listed if it changed today: in the indexes that have come since, and by
 * the keys that they have now. It changes no version and tells no event; what is listed rightly is not written, so a run
 * that has died is made up for by another. Page after page of the table is read, and none is kept.
 */
export async function relist({ client, tableName }: Target, dryRun: boolean): Promise<Relisted> {
  const sum = { seen: 0, listed: 0, failed: [] as string[] };
  const pages = paginateScan(
    { client },
    {
      TableName: tableName,
      FilterExpression: 'SK = :itself',
      ProjectionExpression: 'PK',
      ExpressionAttributeValues: { ':itself': dossierKey('').SK },
    },
  );
  for await (const { Items = [] } of pages) {
    const left = z.array(z.object({ PK: z.string() })).parse(Items);
    sum.seen += left.length;
    while (left.length > 0)
      await Promise.all(
        left.splice(0, AT_ONCE).map(async ({ PK }) => {
          try {
            if (await relistOne({ client, tableName }, dossierIdOf(PK), dryRun)) sum.listed += 1;
          } catch (error) {
            sum.failed.push(`${dossierIdOf(PK)}: ${error instanceof Error ? error.name : error}`);
          }
        }),
      );
  }
  return sum;
}

export const relistCommand = command({
  summary:
    'List the dossiers that were stored before an index was, as those of today: no version rises, no event is told, and it may be repeated',
  options: z.strictObject({
    table: z.string('is required').min(1).describe('name of the dossier table'),
    'dry-run': z.boolean().default(false).describe('say how many would be written, and write nothing'),
    ...connection,
  }),
  run: async ({ table, 'dry-run': dryRun, ...to }) => {
    const { seen, listed, failed } = await relist({ client: connect(to), tableName: table }, dryRun);
    const done = `${table}: ${dryRun ? 'would list' : 'listed'} ${listed} of ${seen} dossiers anew`;
    if (failed.length > 0) throw new Unready([`${done}; failed on ${failed.length}:`, ...failed].join('\n'));
    return done;
  },
});
