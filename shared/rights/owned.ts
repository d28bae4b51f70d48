import * as z from 'zod';
import type { Filed } from '../dossier/dossier.ts';
import { loadFiledOnes } from '../dossier/store.ts';
import { dossierIdOf, ownerPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { WalkPlace } from './export.ts';

const Owned = z.object({ PK: z.string(), ownerSK: z.string() });

/** How many entries of the index are read at once. */
const PAGE = 100;

/** The dossiers that stand under these owners, oldest first, from a place on, each with the place behind it. */
export async function* ownedFrom(
  owners: readonly string[],
  start: WalkPlace = { owner: 0, after: '' },
): AsyncGenerator<{ readonly dossierId: string; readonly place: WalkPlace }, void> {
  let { owner, after } = start;
  for (let name = owners[owner]; name !== undefined; name = owners[owner]) {
    const found = await queryItems(
      {
        IndexName: 'owner',
        KeyConditionExpression: 'ownerPK = :owner AND ownerSK > :after',
        // No key is empty; every time sorts after this one.
        ExpressionAttributeValues: { ':owner': ownerPK(name), ':after': after || '0' },
      },
      PAGE,
    );
    for (const entry of found.map((item) => Owned.parse(item))) {
      after = entry.ownerSK;
      yield { dossierId: dossierIdOf(entry.PK), place: { owner, after } };
    }
    if (found.length === PAGE) continue;
    owner += 1;
    after = '';
  }
}

/** All that stands under these owners: what was filed, and the ids of the others. */
export async function ownedBy(owners: readonly string[]): Promise<{
  readonly filed: ReadonlyMap<string, Filed>;
  readonly drafts: readonly string[];
}> {
  const ids: string[] = [];
  for await (const { dossierId } of ownedFrom(owners)) ids.push(dossierId);
  const filed = await loadFiledOnes(ids);
  return { filed, drafts: ids.filter((id) => !filed.has(id)) };
}
