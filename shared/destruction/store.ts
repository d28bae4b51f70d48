import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { table } from '../aws.ts';
import { Problem } from '../http/problems.ts';
import { environment } from '../resources.ts';
import { loadIndexed } from '../table/batch.ts';
import {
  destructionEntriesKey,
  destructionListKey,
  destructionListsPK,
  dueEntry,
  dueShards,
  type Key,
} from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { DestructionEntries, DestructionList, nameOfList } from './list.ts';

/** A list with what it names. */
export type WholeList = { readonly list: DestructionList; readonly named: DestructionEntries };

async function loadItem(Key: Key): Promise<Item | undefined> {
  const read = new GetCommand({ TableName: environment('TABLE_NAME'), Key, ConsistentRead: true });
  return (await table.send(read)).Item;
}

/**
 * A list of an agency. What it names is read after it, and so is never older: a change is held to the list that was read.
 * @throws Problem `destruction-list-not-found`
 */
export async function loadList(agency: string, name: string): Promise<WholeList> {
  const list = await loadItem(destructionListKey(agency, name));
  if (!list) throw new Problem('destruction-list-not-found');
  const named = await loadItem(destructionEntriesKey(agency, name));
  return { list: DestructionList.parse(list), named: DestructionEntries.parse(named) };
}

/** A page of lists, and from where the next one goes on. */
type Page = { readonly items: readonly DestructionList[]; readonly next: string | undefined };

/** An agency's lists, the newest first, without what they name. @param before of the one that was shown last */
export async function loadLists(
  agency: string,
  { before = '~', limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<Page> {
  const found = await queryItems(
    {
      KeyConditionExpression: 'PK = :lists AND SK BETWEEN :first AND :before',
      ExpressionAttributeValues: {
        ':lists': destructionListsPK(agency),
        ':first': destructionListKey(agency, '').SK,
        ':before': destructionListKey(agency, before).SK,
      },
      ScanIndexForward: false,
    },
    limit + 2,
  );
  // The upper bound is part of BETWEEN.
  const lists = found.map((item) => DestructionList.parse(item)).filter((one) => nameOfList(one) !== before);
  const items = lists.slice(0, limit);
  const last = items.at(-1);
  return { items, next: lists.length > limit && last ? nameOfList(last) : undefined };
}

/** Approved ones wait in the index `due` for their destruction. */
const itemOf = (list: DestructionList) => ({
  ...destructionListKey(list.agency, nameOfList(list)),
  ...list,
  ...(list.state === 'approved' &&
    list.decided &&
    dueEntry('destruction', list.decided.at, `${list.agency}#${nameOfList(list)}`)),
});

const putEntries = ({ list, named }: WholeList): Write => ({
  put: { ...destructionEntriesKey(list.agency, nameOfList(list)), ...named },
});

/** A new list, with what it names. */
export const listPut = (whole: WholeList): readonly Write[] => [
  { put: itemOf(whole.list), when: absent },
  putEntries(whole),
];

/** The next version of a list, on condition of the one that was read, with what it names where that has changed. */
export const listChanged = (before: WholeList, after: WholeList): readonly Write[] => [
  {
    put: itemOf(after.list),
    when: { expression: 'version = :version', values: { ':version': before.list.version } },
  },
  ...(after.named === before.named ? [] : [putEntries(after)]),
];

const Waiting = z.object({ PK: z.string(), SK: z.string(), dueSK: z.string() });

/** The lists that are approved and not destroyed yet, those approved first before the others. */
export async function loadApproved(): Promise<readonly DestructionList[]> {
  const shards = await Promise.all(
    dueShards('destruction').map((shard) =>
      queryItems({
        IndexName: 'due',
        KeyConditionExpression: 'duePK = :shard',
        ExpressionAttributeValues: { ':shard': shard },
      }),
    ),
  );
  const waiting = z
    .array(Waiting)
    .parse(shards.flat())
    .sort((one, other) => (one.dueSK < other.dueSK ? -1 : 1));
  const lists = (await loadIndexed(waiting)).map((item) => DestructionList.parse(item));
  return lists.filter(({ state }) => state === 'approved');
}
