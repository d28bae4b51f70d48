import { type Now, toInstant } from '../clock.ts';
import { condemned, type DestructionEntry, nameOfList } from '../destruction/list.ts';
import { listChanged, loadApproved, loadList, type WholeList } from '../destruction/store.ts';
import { destroyVersions, foldersOf, loadVersions } from '../document/erasing.ts';
import { dropCode } from '../dossier/code.ts';
import type { Filed } from '../dossier/dossier.ts';
import { filedStatuses } from '../dossier/status.ts';
import { dossierOf, dropDossier, loadPartition } from '../dossier/store.ts';
import { notHeld } from '../hold/store.ts';
import { log } from '../log.ts';
import { Fact } from '../statistics/fact.ts';
import { loadItems } from '../table/batch.ts';
import { dropAll } from '../table/drop-all.ts';
import { destructionKey, dossierKey, factKey, REUSED_PREFIX } from '../table/keys.ts';
import { commit, type Item, MOST_WRITES, untilUndisturbed } from '../table/transaction.ts';
import { type Destruction, putDestruction } from './record.ts';
import { forgetElsewhere } from './traces.ts';

/** So long a run works, and leaves the rest to the next: well within its worker's time. */
const BUDGET_MS = 10 * 60_000;

/** Dossiers that are destroyed side by side. */
const AT_ONCE = 8;

type Sources = { readonly worker: string; readonly now: Now };

/** It is held, or needed: it stays, whatever a list says. */
class Kept extends Error {}

const { SK: RECORD } = destructionKey('');

/** Whether a result of it is a paper of a dossier that is still there: the file is one and the same. */
async function isReused(items: readonly Item[]): Promise<boolean> {
  const by = items
    .map(({ SK }) => String(SK))
    .filter((key) => key.startsWith(REUSED_PREFIX))
    .map((key) => dossierKey(key.slice(REUSED_PREFIX.length)));
  return (await loadItems(by)).length > 0;
}

/** The dossier among its items, if it may be destroyed. @throws Kept */
async function requireDestroyable(items: readonly Item[]): Promise<Filed> {
  const dossier = dossierOf(items);
  if (!dossier || dossier.status === 'draft' || filedStatuses[dossier.status].open) throw new Kept();
  if (await isReused(items)) throw new Kept();
  return dossier;
}

async function loadFact({ agency }: Destruction['data'] | WholeList['list'], code: string): Promise<Fact> {
  const [item] = await loadItems([factKey(agency, code)]);
  if (!item) throw new Error(`statistics know nothing of ${code}`);
  return Fact.parse(item);
}

/** What is written down of a dossier that is to be destroyed. */
async function recordOfDestruction(
  dossier: Filed,
  { closedOn, years }: DestructionEntry,
  { list }: WholeList,
  items: readonly Item[],
  { now }: Sources,
): Promise<Destruction> {
  const { decided } = list;
  if (decided?.by.kind !== 'officer') throw new Error(`nobody has approved ${nameOfList(list)}`);
  const { subject, role, agency } = decided.by;
  const { v: _, dossierId, ...counted } = await loadFact(list, dossier.code);
  const objects = await loadVersions(foldersOf(dossierId));
  return {
    subject: dossierId,
    time: toInstant(now()),
    data: {
      ...counted,
      closedOn,
      years,
      list: nameOfList(list),
      approvedAt: decided.at,
      approvedBy: { subject, role, agency },
      items: items.length,
      objects: objects.length,
      lastEvent: dossier.lastEvent,
    },
  };
}

/**
 * The moment from which on there is no such dossier: it and its code give way to the record, unless it is held, in one
 * transaction. What is left of it then leads nowhere and is taken away, in as many runs as it takes.
 * @throws Kept
 */
async function giveWay(
  entry: DestructionEntry,
  whole: WholeList,
  items: readonly Item[],
  sources: Sources,
): Promise<void> {
  const dossier = await requireDestroyable(items);
  const record = await recordOfDestruction(dossier, entry, whole, items, sources);
  await commit([
    ...notHeld(dossier.id, () => new Kept()),
    dropDossier(dossier),
    dropCode(dossier.code),
    putDestruction(record, dossier.head, sources.worker),
  ]);
}

/** Takes away what is left. Its files go before the items that know of them. */
async function takeAway(agency: string, dossierId: string): Promise<void> {
  const left = (await loadPartition(dossierId)).filter(({ SK }) => SK !== RECORD);
  await forgetElsewhere({ agency, dossierId }, left);
  await destroyVersions(await loadVersions(foldersOf(dossierId)));
  for (let from = 0; from < left.length; from += MOST_WRITES)
    await commit(dropAll(left.slice(from, from + MOST_WRITES)));
}

/** Destroys one dossier; what is destroyed already stays so. @returns whether it is, or was kept */
async function destroyDossier(entry: DestructionEntry, whole: WholeList, sources: Sources): Promise<boolean> {
  const items = await loadPartition(entry.dossierId);
  try {
    if (!items.some(({ SK }) => SK === RECORD)) await giveWay(entry, whole, items, sources);
  } catch (error) {
    if (error instanceof Kept) return false;
    throw error;
  }
  await takeAway(whole.list.agency, entry.dossierId);
  return true;
}

/** What a run came to: dossiers that are destroyed, that were kept, and on which it failed; and lists that it ended. */
export type Destroyed = {
  readonly destroyed: number;
  readonly kept: number;
  readonly failed: number;
  readonly lists: number;
};

/** Destroys what a list names, and ends it when nothing is left. */
async function destroyListed(whole: WholeList, until: number, sources: Sources): Promise<Destroyed> {
  const { worker, now } = sources;
  const left = [...condemned(whole.named)];
  const kept: string[] = [];
  const count = { destroyed: 0, failed: 0 };
  const work = async (): Promise<void> => {
    while (now().getTime() < until) {
      const entry = left.shift();
      if (!entry) return;
      try {
        if (await untilUndisturbed(() => destroyDossier(entry, whole, sources))) count.destroyed += 1;
        else kept.push(entry.dossierCode);
      } catch (error) {
        log.error('EVENT_FAILED', error, { worker, dossierId: entry.dossierId });
        count.failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const isDone = left.length === 0 && count.failed === 0;
  if (isDone) {
    const { list, named } = whole;
    const finished = { at: toInstant(now()), destroyed: count.destroyed, kept: kept.sort() };
    const after = { ...list, version: list.version + 1, state: 'destroyed' as const, finished };
    await commit(listChanged(whole, { list: after, named }));
  }
  return { ...count, kept: kept.length, lists: isDone ? 1 : 0 };
}

/**
 * Destroys what approved lists name, the list that was approved first before the others. A run that dies or runs out of time
 * is gone on with by the next; a dossier that fails is told, and holds up its list but no other dossier.
 */
export async function destroyApproved(sources: Sources): Promise<Destroyed> {
  const until = sources.now().getTime() + BUDGET_MS;
  const sum = { destroyed: 0, kept: 0, failed: 0, lists: 0 };
  for (const list of await loadApproved()) {
    const done = await destroyListed(await loadList(list.agency, nameOfList(list)), until, sources);
    sum.destroyed += done.destroyed;
    sum.kept += done.kept;
    sum.failed += done.failed;
    sum.lists += done.lists;
  }
  return sum;
}
