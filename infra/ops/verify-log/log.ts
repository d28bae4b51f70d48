import { type DynamoDBDocumentClient, GetCommand, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import { agencies } from '../../../shared/agency/agency.ts';
import type { LocalDate } from '../../../shared/clock.ts';
import { dossierIdOf, dossierKey, dossierPK, EVENT_PREFIX, logPK } from '../../../shared/table/keys.ts';
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

/** What a dossier's own item says of its log, if it is there. */
export async function topOf({ client, tableName }: Log, dossierId: string): Promise<Top | undefined> {
  const { Item: item } = await client.send(
    new GetCommand({ TableName: tableName, Key: dossierKey(dossierId), ConsistentRead: true }),
  );
  return Top.safeParse(item).data;
}

/** The dossiers in whose log a day stands. */
export async function changedOn(log: Log, day: LocalDate): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { code } of agencies()) {
    const items = await query(log, {
      IndexName: 'log',
      KeyConditionExpression: 'logPK = :day',
      ExpressionAttributeValues: { ':day': logPK('EVENT', code, day) },
    });
    found.push(...items.map(({ PK }) => dossierIdOf(String(PK))));
  }
  return found;
}

/** All dossiers that were filed. */
export async function filedIn({ client, tableName }: Log): Promise<readonly string[]> {
  const found: string[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: tableName,
      FilterExpression: 'SK = :itself AND attribute_exists(lastEvent)',
      ProjectionExpression: 'PK',
      ExpressionAttributeValues: { ':itself': dossierKey('').SK },
    },
  );
  for await (const { Items = [] } of pages) found.push(...Items.map(({ PK }) => dossierIdOf(String(PK))));
  return found;
}
