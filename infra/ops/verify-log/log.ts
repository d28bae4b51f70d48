import { type DynamoDBDocumentClient, GetCommand, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import { agencies } from '../../../shared/agency/agency.ts';
import type { LocalDate } from '../../../shared/clock.ts';
import {
  destructionKey,
  dossierIdOf,
  dossierKey,
  dossierPK,
  EVENT_PREFIX,
  type Key,
  logPK,
} from '../../../shared/table/keys.ts';
import type { Item } from '../../../shared/table/transaction.ts';
import { Top } from './chain.ts';

/** The table whose log is verified. */
export type Log = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

async function query({ client, tableName }: Log, input: object): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, { TableName: tableName, ...input }))
    items.push(...Items);
  return items;
}

/** The entries of a dossier, by their key. */
export const entriesOf = (log: Log, dossierId: string): Promise<readonly Item[]> =>
  query(log, {
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :event)',
    ExpressionAttributeValues: { ':dossier': dossierPK(dossierId), ':event': EVENT_PREFIX },
    ConsistentRead: true,
  });

const get = async ({ client, tableName }: Log, key: Key): Promise<Item | undefined> =>
  (await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }))).Item;

/** What a dossier's own item says of its log, if it is there. */
export const topOf = async (log: Log, dossierId: string): Promise<Top | undefined> =>
  Top.safeParse(await get(log, dossierKey(dossierId))).data;

/** The record of a dossier's destruction, if it was destroyed. */
export const recordOf = (log: Log, dossierId: string): Promise<Item | undefined> =>
  get(log, destructionKey(dossierId));

/** The dossiers in whose log a day stands, those among them that were destroyed on it. */
export async function changedOn(log: Log, day: LocalDate): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { code } of agencies())
    for (const kind of ['EVENT', 'DESTRUCTION'] as const) {
      const items = await query(log, {
        IndexName: 'log',
        KeyConditionExpression: 'logPK = :day',
        ExpressionAttributeValues: { ':day': logPK(kind, code, day) },
      });
      found.push(...items.map(({ PK }) => dossierIdOf(String(PK))));
    }
  return found;
}

/** All dossiers that were filed, also those that were destroyed. */
export async function filedIn({ client, tableName }: Log): Promise<readonly string[]> {
  const found: string[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: tableName,
      FilterExpression: 'SK = :itself AND attribute_exists(lastEvent) OR SK = :destroyed',
      ProjectionExpression: 'PK',
      ExpressionAttributeValues: { ':itself': dossierKey('').SK, ':destroyed': destructionKey('').SK },
    },
  );
  for await (const { Items = [] } of pages) found.push(...Items.map(({ PK }) => dossierIdOf(String(PK))));
  return found;
}
