import * as z from 'zod';
import { type LocalDate, localDateOf } from '../../../shared/clock.ts';
import { hashOf, type Link, Logged, linkOf } from '../../../shared/event/chain.ts';
import type { Head } from '../../../shared/seal/seal.ts';
import { eventKey, logPK } from '../../../shared/table/keys.ts';
import type { Item } from '../../../shared/table/transaction.ts';

/** What a dossier's own item says of its log. */
export const Top = z.object({ lastEvent: z.int(), head: z.string().optional() });
export type Top = z.infer<typeof Top>;

/** The heads that were sealed, by day and dossier; a day that is here was sealed whole. */
export type Sealed = ReadonlyMap<LocalDate, ReadonlyMap<string, Head>>;

/** An entry of the log as far as it is chained. */
export type Entry = Link & { readonly hash: string; readonly day: LocalDate };

/** Reads an entry, or gives undefined where it is none any more. */
export function entryOf(item: Item): Entry | undefined {
  try {
    const logged = Logged.parse(item);
    const link = linkOf(logged);
    return { ...link, hash: hashOf(logged), day: localDateOf(new Date(link.time)) };
  } catch {
    return undefined;
  }
}

/** What is not as it was written of one entry, given the one before it. */
function faultsOf(item: Item, entry: Entry, before: Entry | undefined): readonly string[] {
  const { subject, sequence, previous, data, day } = entry;
  const key = eventKey(subject, sequence);
  const faults = {
    'stands in the place of another': item.PK !== key.PK || item.SK !== key.SK,
    'stands in the index where it does not belong': item.logPK !== logPK('EVENT', data.agency, day),
    'names one before it, and is the first': previous !== undefined && sequence === 1,
    'names none before it': previous === undefined && before?.previous !== undefined,
    [`does not follow ${before?.sequence}: one of the two was altered`]:
      previous !== undefined && before?.sequence === sequence - 1 && before.hash !== previous,
  };
  return Object.entries(faults).flatMap(([fault, holds]) => (holds ? [`${item.SK} ${fault}`] : []));
}

/** What of the whole does not fit what the dossier's own item says. */
function againstTop(entries: readonly Entry[], top: Top | undefined): readonly string[] {
  if (!top) return ['the dossier is missing'];
  const newest = entries.at(-1);
  const there = new Set(entries.map(({ sequence }) => sequence));
  const numbers = Array.from({ length: top.lastEvent }, (_, place) => place + 1);
  const isChained = (top.head ?? newest?.previous) !== undefined;
  return [
    ...numbers.filter((number) => !there.has(number)).map((number) => `entry ${number} is missing`),
    ...entries
      .filter(({ sequence }) => sequence > top.lastEvent)
      .map(({ sequence }) => `entry ${sequence} follows the last that the dossier knows`),
    ...(isChained && newest?.sequence === top.lastEvent && newest.hash !== top.head
      ? [`entry ${newest.sequence} is not the one that the dossier names`]
      : []),
  ];
}

/** What the seals say of a dossier that its log does not, and the other way round. */
const againstSeals = (dossierId: string, entries: readonly Entry[], sealed: Sealed): readonly string[] =>
  [...sealed].flatMap(([day, heads]) => {
    const head = heads.get(dossierId);
    const entry = entries.find(({ sequence }) => sequence === head?.sequence);
    const after = entries.filter((one) => one.day === day && one.sequence > (head?.sequence ?? 0));
    return [
      ...(head && entry?.hash !== head.hash
        ? [`entry ${head.sequence} is not the one that was sealed on ${day}`]
        : []),
      ...after.map(({ sequence }) => `entry ${sequence} was put in after ${day} was sealed`),
    ];
  });

/**
 * What in the log of a dossier is not as it was written: entries that were altered, are missing, stand in another's place
 * or were put in. What is older than the chain names none before it: there only numbers and seals can tell.
 * @param items by their key
 * @param top undefined where the dossier itself is missing
 */
export function findingsOf(
  dossierId: string,
  items: readonly Item[],
  top: Top | undefined,
  sealed: Sealed,
): readonly string[] {
  const read = items.map((item) => ({ item, entry: entryOf(item) }));
  const faults = read.flatMap(({ item, entry }, place) =>
    entry ? faultsOf(item, entry, read[place - 1]?.entry) : [`${item.SK} cannot be read`],
  );
  const entries = read.flatMap(({ entry }) => entry ?? []);
  return [...faults, ...againstTop(entries, top), ...againstSeals(dossierId, entries, sealed)];
}
