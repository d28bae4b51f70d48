import { BatchGetCommand, type BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { environment } from '../resources.ts';
import type { Key } from './keys.ts';
import type { Item } from './transaction.ts';

/** Most keys of one BatchGetItem (DynamoDB API reference). */
const GREATEST_BATCH = 100;

const Place = z.object({ PK: z.string(), SK: z.string() });
const Placed = z.looseObject(Place.shape);
const Items = z.array(Placed);

async function loadBatch(keys: readonly Key[]): Promise<readonly z.infer<typeof Placed>[]> {
  const name = environment('TABLE_NAME');
  const items: z.infer<typeof Placed>[] = [];
  let asked: Key[] | undefined = [...keys];
  while (asked && asked.length > 0) {
    const { Responses, UnprocessedKeys }: BatchGetCommandOutput = await table.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: asked } } }),
    );
    items.push(...Items.parse(Responses?.[name] ?? []));
    asked = Items.optional().parse(UnprocessedKeys?.[name]?.Keys);
  }
  return items;
}

const nameOf = ({ PK, SK }: Key): string => `${PK} ${SK}`;

/** The items of these keys as far as they are still there, in the order of the keys. */
export async function loadItems(keys: readonly Key[]): Promise<readonly Item[]> {
  const found = new Map<string, Item>();
  for (let from = 0; from < keys.length; from += GREATEST_BATCH)
    for (const item of await loadBatch(keys.slice(from, from + GREATEST_BATCH)))
      found.set(nameOf(item), item);
  return keys.flatMap((key) => {
    const item = found.get(nameOf(key));
    return item ? [item] : [];
  });
}

/** The items that these entries of an index are of, as far as they are still there, in the order of the entries. */
export const loadIndexed = (entries: readonly Item[]): Promise<readonly Item[]> =>
  loadItems(entries.map((entry) => Place.parse(entry)));
