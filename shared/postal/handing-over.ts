import { toInstant } from '../clock.ts';
import type { Occasion } from '../dossier/change.ts';
import type { Direction, HandOver } from '../hand-over/hand-over.ts';
import { deedsIn, type HandOverDeed, handOverDeeds } from '../hand-over/state.ts';
import { putChanged, putOpened } from '../hand-over/store.ts';
import type { Officer } from '../http/caller.ts';
import type { HandOverChange } from './hand-over-change.ts';
import { type Changing, notHandedOver, type Way } from './hand-over-way.ts';
import { arrivalCounted, inwards } from './inwards.ts';
import { outwards } from './outwards.ts';

const ways: Record<Direction, Way> = { outbound: outwards, inbound: inwards };

/** Under what the records of a year are counted, beside other numbers of an agency. */
export const countedIn = (year: string): string => `hand-overs-${year}`;

/**
 * A new record of an agency with its items, and all that it writes but its number.
 * @throws Problem `hand-over-not-allowed`, `dossier-not-found`
 */
export async function handOverOpened(
  place: Pick<HandOver, 'year' | 'number' | 'direction'>,
  dossierIds: readonly string[],
  officer: Officer,
  at: Date,
): Promise<Changing> {
  const { agency, subject, name } = officer;
  const empty: HandOver = {
    v: 1,
    version: 1,
    agency,
    ...place,
    state: 'open',
    lines: [],
    arrivals: [],
    openedAt: toInstant(at),
    openedBy: { subject, name },
  };
  const { after, writes } = await ways[place.direction].add(empty, dossierIds, officer);
  return { after, writes: [putOpened(after), ...writes] };
}

async function changing(
  record: HandOver,
  said: HandOverChange,
  officer: Officer,
  occasion: Occasion,
): Promise<Changing> {
  const way = ways[record.direction];
  switch (said.action) {
    case 'add':
      return way.add(record, said.dossierIds, officer);
    case 'remove':
      return way.remove(record, said.dossierIds, officer);
    case 'count':
      return arrivalCounted(record, said);
    case 'sign':
      return way.sign(record, officer, occasion);
    case 'countersign':
      return way.countersign(record, { ...said.carrier, at: toInstant(occasion.at) }, officer, occasion);
    case 'discard': {
      const { writes } = await way.remove(record, way.idsIn(record), officer);
      // What was discarded still says what stood in it, but not for whom: no item leads there any more.
      return { after: { ...record, ...way.nameless(record) }, writes };
    }
  }
}

function requireDeed({ state, direction }: HandOver, deed: HandOverDeed): void {
  const allowed = deedsIn(state, direction);
  if (allowed.includes(deed)) return;
  const offered = allowed.join(', ') || '-';
  throw notHandedOver({
    vi: `Không thể thực hiện "${deed}" khi biên bản ở trạng thái "${state}". Có thể: ${offered}.`,
    en: `"${deed}" cannot be done while the record is "${state}". What can be: ${offered}.`,
  });
}

/**
 * A record after what the desk does with it, and all that it writes.
 * @throws Problem `hand-over-not-allowed` when its state or an item does not allow it, `dossier-not-found`
 */
export async function handOverChanged(
  before: HandOver,
  said: HandOverChange,
  officer: Officer,
  occasion: Occasion,
): Promise<Changing> {
  requireDeed(before, said.action);
  const { after, writes } = await changing(before, said, officer, occasion);
  const changed: HandOver = {
    ...after,
    state: handOverDeeds[said.action].to,
    version: before.version + 1,
  };
  return { after: changed, writes: [putChanged(before, changed), ...writes] };
}
