import { agencies } from '../agency/agency.ts';
import { instantOf, type LocalDate, localDateOf, type Now, toInstant } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import { loadEvents, type Place } from '../feed/reading.ts';
import { loadDue } from '../table/due.ts';
import { commit, MOST_WRITES } from '../table/transaction.ts';
import { loadForPortal } from './bringing.ts';
import { portalAt } from './client.ts';
import { differenceOf, isToBeLookedUp } from './difference.ts';
import { loadDifferences, type PortalDifference, putDifference, putDrift } from './drift.ts';
import { codeAtPortal } from './image.ts';
import { loadMark } from './mark.ts';

/** How many dossiers a day compares at most, and how many events and differences are read at once. */
const MOST_COMPARED = 5000;
const PAGE = 100;

/** The run ends before the function does: a single call may take ten seconds. */
const BUDGET_MS = 540_000;

/** The ladder tries again within two days, so by then all that is put aside is due. */
const A_LADDER_MS = 2 * 24 * 3_600_000;

/** The dossiers of an agency of which something was told since a day began. */
async function changedAt(agency: string, since: LocalDate, now: Date): Promise<readonly string[]> {
  const ids = new Set<string>();
  let place: Place = { at: instantOf(since, '00:00') };
  while (true) {
    const { events, next, isAll } = await loadEvents(agency, place, { now, limit: PAGE });
    for (const { subject } of events) ids.add(subject);
    if (isAll) return [...ids];
    place = next;
  }
}

async function differingOn(day: LocalDate): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await loadDifferences(day, { after, limit: PAGE });
    ids.push(...items.map(({ dossierId }) => dossierId));
    after = next;
  } while (after !== undefined);
  return ids;
}

/** What is to be compared: first what differed the day before, or was put aside, then what has changed. */
async function candidates(day: LocalDate, now: Date): Promise<readonly string[]> {
  const [differing, aside, ...changed] = await Promise.all([
    differingOn(addDays(day, -1)),
    loadDue('portal', new Date(now.getTime() + A_LADDER_MS), MOST_COMPARED).then((due) =>
      due.map(({ dossierId }) => dossierId),
    ),
    ...agencies().map(({ code }) => changedAt(code, day, now)),
  ]);
  return [...new Set([...differing, ...aside, ...changed.flat()])];
}

/** What a comparison came to. */
export type Compared = { readonly compared: number; readonly differing: number; readonly left: number };

/**
 * Compares what the portal has with what we have: of dossiers that changed since yesterday began, are put aside, or differed the
 * day before. What differs is listed with the day, by the names of fields.
 * @throws PortalDown when the portal cannot be asked: then nothing is said of the day
 */
export async function compareWithPortal(now: Now): Promise<Compared> {
  const begun = now();
  const day = addDays(localDateOf(begun), -1);
  const portal = await portalAt(begun);
  const ids = await candidates(day, begun);
  const differences: PortalDifference[] = [];
  let compared = 0;
  for (const dossierId of ids.slice(0, MOST_COMPARED)) {
    if (now().getTime() > begun.getTime() + BUDGET_MS) break;
    compared += 1;
    const [told, mark] = await Promise.all([loadForPortal(dossierId), loadMark(dossierId)]);
    if (!told) continue;
    const kept = isToBeLookedUp(told, mark)
      ? await portal.lookUp(codeAtPortal(told.file.dossier))
      : undefined;
    const difference = differenceOf(told, mark, kept);
    if (difference) differences.push(difference);
  }
  const counts = { compared, differing: differences.length, left: ids.length - compared };
  const writes = differences.map((one) => putDifference(day, one));
  for (let from = 0; from < writes.length; from += MOST_WRITES)
    await commit(writes.slice(from, from + MOST_WRITES));
  await commit([putDrift({ day, madeAt: toInstant(now()), ...counts })]);
  return counts;
}
