import { BatchGetCommand, type BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { environment } from '../resources.ts';
import type { Key } from './keys.ts';
import type { Item } from './transaction.ts';

/** Most keys of one BatchGetItem (DynamoDB API reference). */
const GREATEST_BATCH = 100;

const Keys = z.array(z.object({ PK: z.string(), SK: z.string() })).optional();

async function loadBatch(keys: readonly Key[]): Promise<readonly Item[]> {
  const name = environment('TABLE_NAME');
  const items: Item[] = [];
  let asked: Key[] | undefined = [...keys];
  while (asked && asked.length > 0) {
    const { Responses, UnprocessedKeys }: BatchGetCommandOutput = await table.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: asked } } }),
    );
    items.push(...(Responses?.[name] ?? []));
    asked = Keys.parse(UnprocessedKeys?.[name]?.Keys);
  }
  return items;
}

/** The items of these keys as far as they are still there, in no order. */
export async function loadItems(keys: readonly Key[]): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let from = 0; from < keys.length; from += GREATEST_BATCH)
    items.push(...(await loadBatch(keys.slice(from, from + GREATEST_BATCH))));
  return items;
}
