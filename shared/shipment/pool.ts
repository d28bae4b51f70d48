import * as z from 'zod';
import { StoredInstant } from '../instant.ts';
import { ITEM_CODES_PK, poolKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Write } from '../table/transaction.ts';
import { itemCodeOf } from './item-code.ts';

const Serial = z.int().min(0).max(99_999_999);

/** A range of item codes that the operator has allotted. They are taken in their order, each for one item for ever. */
export const Pool = z.object({
  v: z.literal(1),
  /** The service indicator of its codes, such as `EB` of express items. */
  service: z.string().regex(/^[A-Z]{2}$/),
  first: Serial,
  last: Serial,
  /** How many of its codes are taken. */
  taken: z.int().min(0),
  importedAt: StoredInstant,
});
export type Pool = z.infer<typeof Pool>;

const sizeOf = ({ first, last }: Pool): number => last - first + 1;
const leftOf = (pool: Pool): number => sizeOf(pool) - pool.taken;

/** The next code of the pools, and the pool without it; undefined when they are spent. Pure. */
export function nextCode(
  pools: readonly Pool[],
): { readonly itemCode: string; readonly before: Pool } | undefined {
  const before = pools.find((pool) => leftOf(pool) > 0);
  return before && { itemCode: itemCodeOf(before.service, before.first + before.taken), before };
}

/** A pool is to be allotted while so much of the newest one is left: a range is asked for by what a desk sends in a year or so. */
const RESERVE = 0.1;

/** How many codes the pools fall short of the reserve, which is a tenth of the newest: 0 while there are enough. Pure. */
export function shortOf(pools: readonly Pool[]): number {
  const newest = pools.toSorted((one, other) => (one.importedAt < other.importedAt ? 1 : -1))[0];
  if (!newest) return 1;
  const left = pools.reduce((sum, pool) => sum + leftOf(pool), 0);
  return Math.max(0, Math.ceil(sizeOf(newest) * RESERVE) - left);
}

/** All pools, in the order in which they are taken from. */
export async function loadPools(): Promise<readonly Pool[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :pools',
    ExpressionAttributeValues: { ':pools': ITEM_CODES_PK },
    ConsistentRead: true,
  });
  return items.map((item) => Pool.parse(item));
}

/** A pool as it is stored. */
export const poolItem = (pool: Pool) => ({ ...poolKey(pool.service, pool.first), ...pool });

/** Takes the next code, on condition that nobody else has. What does not come about takes none: so none is lost. */
export const putTaken = (before: Pool): Write => ({
  put: poolItem({ ...before, taken: before.taken + 1 }),
  when: { expression: 'taken = :taken', values: { ':taken': before.taken } },
});
