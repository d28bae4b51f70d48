import * as z from 'zod';
import { type Key, monthTallyKey, yearTallyKey } from '../table/keys.ts';
import type { Item, Write } from '../table/transaction.ts';
import { countsOf } from './counting.ts';
import type { Fact } from './fact.ts';
import { countName } from './measures.ts';

/** Counts by their names. */
export type Counts = Readonly<Record<string, number>>;

/** Items of tallies by their sort key, of one agency or of several: what each count grows by. */
export class Growth {
  readonly #items = new Map<string, { readonly key: Key; readonly counts: Record<string, number> }>();

  /** Adds all that a dossier counts for, once or as often as `times` says. */
  addFact(fact: Fact, times: 1 | -1 = 1): void {
    const { agency, procedureCode, channel } = fact;
    for (const { day, measure, by } of countsOf(fact)) {
      const name = countName(channel, measure);
      this.#add(monthTallyKey(agency, day.slice(0, 7), procedureCode), `${day.slice(8)}${name}`, by * times);
      this.#add(yearTallyKey(agency, day.slice(0, 4), procedureCode), name, by * times);
    }
  }

  /** Takes away what an item holds. */
  subtractItem({ PK, SK, v: _, ...counts }: z.infer<typeof TallyItem>): void {
    for (const [name, by] of Object.entries(counts)) this.#add({ PK, SK }, name, -by);
  }

  #add(key: Key, name: string, by: number): void {
    const place = `${key.PK} ${key.SK}`;
    const item = this.#items.get(place) ?? { key, counts: {} };
    item.counts[name] = (item.counts[name] ?? 0) + by;
    this.#items.set(place, item);
  }

  /** The items that change, with what changes in them. */
  changes(): readonly { readonly key: Key; readonly counts: Counts }[] {
    return [...this.#items.values()].flatMap(({ key, counts }) => {
      const changed = Object.entries(counts).filter(([, by]) => by !== 0);
      return changed.length > 0 ? [{ key, counts: Object.fromEntries(changed) }] : [];
    });
  }

  writes(): readonly Write[] {
    return this.changes().map(({ key, counts }) => ({ add: { ...key, v: 1 }, counts }));
  }
}

export const TallyItem = z.object({ PK: z.string(), SK: z.string(), v: z.literal(1) }).catchall(z.number());

/** The counts of one procedure in a month, by day, or in a year. */
export type Tally = { readonly period: string; readonly procedureCode: string; readonly counts: Counts };

/** Reads an item of tallies. */
export function tallyOf(item: Item): Tally {
  const { PK: _, SK, v: __, ...counts } = TallyItem.parse(item);
  const [, period = '', procedureCode = ''] = SK.split('#');
  return { period, procedureCode, counts };
}
