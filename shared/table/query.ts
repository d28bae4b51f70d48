import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import { environment } from '../resources.ts';
import type { Item } from './transaction.ts';

type Query = Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>;

/**
 * The items that a query finds, all or as many as wanted. One answer ends at 1 MB, before its limit and before its filter
 * (DynamoDB developer guide, paginating the results), so every continuation is followed.
 */
export async function queryItems(query: Query, most?: number): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.send(
      new QueryCommand({
        ...query,
        TableName: environment('TABLE_NAME'),
        Limit: most && most - items.length,
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from && (most === undefined || items.length < most));
  return items;
}

/** How many items a query finds, counted as far as wanted: what is counted is read. */
export async function countItems(query: Query, most: number): Promise<number> {
  let count = 0;
  let from: Item | undefined;
  do {
    const page = await table.send(
      new QueryCommand({
        ...query,
        TableName: environment('TABLE_NAME'),
        Select: 'COUNT',
        Limit: most - count,
        ExclusiveStartKey: from,
      }),
    );
    count += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from && count < most);
  return count;
}
