import * as z from 'zod';
import type { Key } from './keys.ts';
import type { Item, Write } from './transaction.ts';

const Place = z.object({ PK: z.string(), SK: z.string() });

/** What takes items away that are there; superseded when one of them is not. */
export const dropAll = (items: readonly (Item | Key)[]): readonly Write[] =>
  items.map((item) => ({ remove: Place.parse(item), when: { expression: 'attribute_exists(PK)' } }));
