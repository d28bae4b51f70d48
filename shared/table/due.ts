import * as z from 'zod';
import { type Instant, toInstant } from '../clock.ts';
import { type DueKind, dossierPK, dueShards } from './keys.ts';
import { queryItems } from './query.ts';

const Waiting = z.object({ PK: z.string(), SK: z.string(), dueSK: z.string() });

/** An item whose time has come: which dossier's, and which part of it. */
export type Due = { readonly dossierId: string; readonly sortKey: string };

const dueOf = (item: unknown): Due => {
  const { PK, SK } = Waiting.parse(item);
  return { dossierId: PK.slice(dossierPK('').length), sortKey: SK };
};

/**
 * What is to be looked at before an instant, the longest due first. The index may lag behind the table, so what is
 * found is read again before anything is done with it.
 * @param limit of each shard
 */
export async function loadDue(kind: DueKind, before: Date, limit: number): Promise<readonly Due[]> {
  const shards = await Promise.all(
    dueShards(kind).map((shard) =>
      queryItems(
        {
          IndexName: 'due',
          KeyConditionExpression: 'duePK = :shard AND dueSK < :before',
          ExpressionAttributeValues: { ':shard': shard, ':before': toInstant(before) },
        },
        limit,
      ),
    ),
  );
  return shards
    .flatMap((items) => items.map((item) => Waiting.parse(item)))
    .sort((one, other) => (one.dueSK < other.dueSK ? -1 : 1))
    .map(dueOf);
}

/** How many entries one page of a lane holds. */
const LANE_PAGE = 100;

/** What is to be looked at before an instant of one shard, page after page. What stays in its place is met once. */
async function* laneOf(shard: string, before: Instant): AsyncGenerator<Due, void> {
  let after = '';
  while (true) {
    const items = await queryItems(
      {
        IndexName: 'due',
        KeyConditionExpression: 'duePK = :shard AND dueSK BETWEEN :after AND :before',
        ExpressionAttributeValues: {
          ':shard': shard,
          // A sort key that follows the last one seen: BETWEEN is inclusive. At the instant itself stands an id behind it.
          ':after': `${after}\u0001`,
          ':before': before,
        },
      },
      LANE_PAGE,
    );
    for (const item of items) yield dueOf(item);
    const last = items.at(-1);
    if (!last || items.length < LANE_PAGE) return;
    after = Waiting.parse(last).dueSK;
  }
}

/**
 * All that is to be looked at before an instant, the longest due first: a lane for each shard, to be walked side by
 * side. Nothing is read that is not due. The index may lag, so what is found is read again before anything is done.
 */
export const dueLanes = (kind: DueKind, before: Date): readonly AsyncGenerator<Due, void>[] =>
  dueShards(kind).map((shard) => laneOf(shard, toInstant(before)));

/** Where a walk through all that waits goes on: after an entry of a shard. */
export const DuePlace = z.object({ shard: z.int().min(0), after: z.string().min(1) });
export type DuePlace = z.infer<typeof DuePlace>;

/**
 * A page of all that is to be looked at, shard by shard: the last of a shard may be short, or empty.
 * @param lists in the order in which they are walked, each from an instant on
 */
export async function loadDuePage(
  lists: readonly { readonly kind: DueKind; readonly from: string }[],
  place: DuePlace | undefined,
  limit = 100,
): Promise<{ readonly due: readonly Due[]; readonly next: DuePlace | undefined }> {
  const shards = lists.flatMap(({ kind, from }) => dueShards(kind).map((key) => ({ key, from })));
  const shard = place?.shard ?? 0;
  const walked = shards[shard];
  if (!walked) return { due: [], next: undefined };
  const items = await queryItems(
    {
      IndexName: 'due',
      KeyConditionExpression: 'duePK = :shard AND dueSK > :after',
      ExpressionAttributeValues: { ':shard': walked.key, ':after': place?.after ?? walked.from },
    },
    limit,
  );
  const last = items.length === limit ? items.at(-1) : undefined;
  const following = shards[shard + 1];
  const another = following && { shard: shard + 1, after: following.from };
  return {
    due: items.map(dueOf),
    next: last ? { shard, after: Waiting.parse(last).dueSK } : another,
  };
}
