import * as z from 'zod';
import { toInstant } from '../clock.ts';
import { type DueKind, dossierPK, dueShards } from './keys.ts';
import { queryItems } from './query.ts';

const Waiting = z.object({ PK: z.string(), SK: z.string(), dueSK: z.string() });

/** An item whose time has come: which dossier's, and which part of it. */
export type Due = { readonly dossierId: string; readonly sortKey: string };

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
    .map(({ PK, SK }) => ({ dossierId: PK.slice(dossierPK('').length), sortKey: SK }));
}
