import { type LocalDate, localDateOf } from '../../../shared/clock.ts';
import { destructionOf } from '../../../shared/retention/record.ts';
import { destructionKey, logPK } from '../../../shared/table/keys.ts';
import type { Item } from '../../../shared/table/transaction.ts';
import { type Entry, entryOf, type Sealed, type Top } from './chain.ts';

/** The local day of the first thing that statistics know of a dossier that was destroyed: what it was filed with is not later. */
export function firstDayOf(record: Item): LocalDate {
  const { data, time } = destructionOf(record);
  return localDateOf(data.moments[0]?.at ?? time);
}

/** What of a dossier is still there though it was destroyed. */
const leftOver = ({ items, top }: { readonly items: readonly Item[]; readonly top: Top | undefined }) => [
  ...(top ? ['it was destroyed, and is still there'] : []),
  ...items.map(({ SK }) => `${SK} is left of what was destroyed`),
];

/** What does not fit of where a record stands. */
const outOfPlace = (dossierId: string, record: Item, { subject, data, day }: Entry): readonly string[] => [
  ...(subject !== dossierId || record.SK !== destructionKey(dossierId).SK
    ? ['the record of its destruction is that of another']
    : []),
  ...(record.logPK !== logPK('DESTRUCTION', data.agency, day)
    ? ['the record of its destruction stands in the index where it does not belong']
    : []),
];

/** What the seals say otherwise: they hold the record itself, and the last entry before it, which it names. */
const againstRecord = (dossierId: string, record: Entry, sealed: Sealed): readonly string[] =>
  [...sealed].flatMap(([day, heads]) => {
    const head = heads.get(dossierId);
    const isRecord = head?.sequence === record.sequence;
    const isBefore = head?.sequence === record.sequence - 1;
    return [
      ...(head && head.sequence > record.sequence
        ? [`entry ${head.sequence} was sealed on ${day}, and the record of its destruction is older`]
        : []),
      ...(head && isRecord && head.hash !== record.hash
        ? [`the record of its destruction is not the one that was sealed on ${day}`]
        : []),
      ...(day === record.day && !isRecord
        ? [`the record of its destruction was put in after ${day} was sealed`]
        : []),
      ...(head && isBefore && record.previous !== undefined && head.hash !== record.previous
        ? [`the record of its destruction does not follow what was sealed on ${day}`]
        : []),
    ];
  });

/**
 * What is not as it was written of a dossier that was destroyed: its record is altered, in another's place or put in, or
 * something is left. Its entries are gone; that none was altered before, the seals had to tell then.
 */
export function findingsOfDestroyed(
  dossierId: string,
  record: Item,
  left: { readonly items: readonly Item[]; readonly top: Top | undefined },
  sealed: Sealed,
): readonly string[] {
  const entry = entryOf(record);
  if (!entry) return ['the record of its destruction cannot be read'];
  return [
    ...outOfPlace(dossierId, record, entry),
    ...leftOver(left),
    ...againstRecord(dossierId, entry, sealed),
  ];
}
