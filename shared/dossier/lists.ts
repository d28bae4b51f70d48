import * as z from 'zod';
import { nameOf } from '../applicant/applicant.ts';
import { type Instant, instantOf, type LocalDate } from '../clock.ts';
import { ASKED } from '../consultation/consultation.ts';
import { addDays } from '../deadline/calendar.ts';
import type { Officer } from '../http/caller.ts';
import { loadItems } from '../table/batch.ts';
import {
  type DueKind,
  dossierIdOf,
  dossierKey,
  dueEntry,
  FILE_PREFIX,
  ownerPK,
  placePK,
  proxyKey,
  worklistPK,
} from '../table/keys.ts';
import { countItems, queryItems } from '../table/query.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import type { Dossier, Filed } from './dossier.ts';
import { nameEntry } from './find-entries.ts';
import { onDeskOf, placeOf, poolOf } from './place.ts';
import { stepDue } from './step.ts';
import { Summary, summaryOf } from './summary.ts';

/** By what is due first; what has no due date comes after, by its age. */
const DUE = '1#';
const NOT_DUE = '2#';

/** The agency that has to act: who hands the result out is the desk that took the papers in. */
const workplaceOf = ({ status, procedure, receiving }: Filed): string =>
  status === 'done' ? (receiving ?? procedure.agency) : procedure.agency;

/**
 * Where a dossier waits for what comes next, and when that is: until its agency is warned of its due day, that day or the
 * deadline of a step that is sooner than the warning; then what comes first of both, until it is overdue.
 */
function waiting(dossier: Filed, dueAt: Instant): readonly [DueKind, Instant] {
  const { warning, soonAt } = dossier;
  const step = stepDue(dossier)?.dueAt;
  if (warning?.dueAt !== dueAt) return step && soonAt && step < soonAt ? ['step', step] : ['result', dueAt];
  return warning.as === 'overdue' ? ['overdue', dueAt] : ['warned', step ?? dueAt];
}

/**
 * Where a dossier stands in the lists: its owner's; while it is open, its agency's by where it lies; and while its time
 * runs, its agency's by what is due.
 */
export function listEntries(dossier: Dossier): Item {
  const entries = {
    applicantName: summaryOf(dossier).applicantName,
    online: summaryOf(dossier).online,
    ownerPK: ownerPK(dossier.owner),
    ownerSK: `${dossier.createdAt}#${dossier.id}`,
  };
  if (dossier.status === 'draft') return entries;
  const filed = { ...entries, ...nameEntry(dossier, nameOf(dossier.form.applicant)) };
  const place = placeOf(dossier);
  if (!place) return filed;
  const order = dossier.dueAt ? `${DUE}${dossier.dueAt}` : `${NOT_DUE}${dossier.submittedAt}`;
  return {
    ...filed,
    // Whose time runs, waits for its due day: what is finished or stands still has none.
    ...(dossier.dueAt &&
      !dossier.finishedAt && {
        ...dueEntry(...waiting(dossier, dossier.dueAt), dossier.id),
        worklistPK: worklistPK(dossier.procedure.agency),
      }),
    placePK: placePK(workplaceOf(dossier), place),
    worklistSK: `${order}#${dossier.id}`,
  };
}

/** Where a filed dossier stands in the list of its proxy, beside that of its owner. */
export const putProxyEntry = ({ id, createdAt }: Filed, proxy: string): Write => ({
  put: { ...proxyKey(id), v: 1, ownerPK: ownerPK(proxy), ownerSK: `${createdAt}#${id}` },
  when: absent,
});

/** A page of a list, and from where the next one goes on. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

/** The lists of an officer's work. */
export const worklists = [
  'due',
  'dueToday',
  'overdue',
  'mine',
  'division',
  'unassigned',
  'approval',
  'waiting',
  'asked',
  'reception',
  'results',
] as const;
export type Worklist = (typeof worklists)[number];

/** Of the dossiers of an agency whose time runs, all of them or by how far they are. */
type DueList = Extract<Worklist, 'due' | 'dueToday' | 'overdue'>;

/** A stretch of an index. */
type Stretch = { readonly index: 'worklist' | 'place'; readonly list: string; readonly before: string };

/** Those that a list shows, and where it begins in each. */
type Stretches = { readonly stretches: readonly Stretch[]; readonly after: string };

const END = '~';
const dueBefore = (day: LocalDate): string => `${DUE}${instantOf(day, '00:00')}`;

/** The places whose dossiers a list shows: an officer's own and those it covers for, each of them one key. */
function placesOf(list: Exclude<Worklist, DueList>, officer: Officer): readonly string[] {
  const { subject, covers = [], division } = officer;
  switch (list) {
    case 'mine':
      return [subject, ...covers].map(onDeskOf);
    case 'division':
      return division === undefined ? [] : [poolOf(division)];
    case 'asked':
      return [ASKED];
    default:
      return [list];
  }
}

/** What of the index a list of what is due shows on a local day, and where it begins in it. */
function dueStretchOf(list: DueList, agency: string, day: LocalDate): Stretches {
  const due = (after: string, before: string): Stretches => ({
    after,
    stretches: [{ index: 'worklist', list: worklistPK(agency), before }],
  });
  switch (list) {
    case 'due':
      return due('', END);
    case 'overdue':
      return due('', dueBefore(day));
    case 'dueToday':
      return due(dueBefore(day), dueBefore(addDays(day, 1)));
  }
}

/** What of the indexes a list shows on a local day, and where it begins in them. */
function stretchesOf(list: Worklist, officer: Officer, day: LocalDate): Stretches {
  switch (list) {
    case 'due':
    case 'overdue':
    case 'dueToday':
      return dueStretchOf(list, officer.agency, day);
    default:
      return {
        after: '',
        stretches: placesOf(list, officer).map(
          (place): Stretch => ({ index: 'place', list: placePK(officer.agency, place), before: END }),
        ),
      };
  }
}

/** What is asked of an index. */
const queryOf = ({ index, list, before }: Stretch, after: string) => ({
  IndexName: index,
  KeyConditionExpression: `${index}PK = :list AND worklistSK BETWEEN :after AND :before`,
  // A sort key that follows the last one seen: BETWEEN is inclusive.
  ExpressionAttributeValues: { ':list': list, ':after': `${after}\u0001`, ':before': before },
});

const Placed = z.looseObject({ PK: z.string(), worklistSK: z.string() });
type Placed = z.infer<typeof Placed>;

/** The dossiers of entries: as the index holds them, or by the keys that are all it holds. */
async function summariesOf(entries: readonly Placed[], { index }: Stretch): Promise<readonly Summary[]> {
  const items =
    index === 'worklist' ? entries : await loadItems(entries.map(({ PK }) => dossierKey(dossierIdOf(PK))));
  return items.map((item) => Summary.parse(item));
}

type PageAsked = {
  readonly after?: string | undefined;
  readonly dueBefore?: Instant | undefined;
  readonly limit: number;
};

/** A page of what stretches hold, from where it goes on or else from their beginning. */
async function pageOf(
  { stretches, after: first }: Stretches,
  { after, dueBefore: until, limit }: PageAsked,
): Promise<Page<Summary>> {
  const [stretch] = stretches;
  if (!stretch) return { items: [], next: undefined };
  const from = after ?? first;
  const last = until && `${DUE}${until}` < stretch.before ? `${DUE}${until}` : stretch.before;
  if (last <= from) return { items: [], next: undefined };
  const found = await Promise.all(
    stretches.map((one) => queryItems(queryOf({ ...one, before: last }, from), limit + 1)),
  );
  const entries = found
    .flatMap((items) => items.map((item) => Placed.parse(item)))
    .sort((one, other) => (one.worklistSK < other.worklistSK ? -1 : 1));
  const shown = entries.slice(0, limit);
  return {
    items: await summariesOf(shown, stretch),
    next: entries.length > limit ? shown.at(-1)?.worklistSK : undefined,
  };
}

/**
 * A page of a list of an officer's work, by what is due first: one query for each officer whose desk it shows, and with the
 * keys of a place as many reads as it shows dossiers.
 * @param dueBefore only those that are due before this instant
 */
export const loadWorklist = (
  officer: Officer,
  list: Worklist,
  { day, ...asked }: PageAsked & { readonly day: LocalDate },
): Promise<Page<Summary>> => pageOf(stretchesOf(list, officer, day), asked);

/** The dossiers of an agency that are so far on a local day, whoever has them: the oldest, and whether there are more. */
export const loadDueOf = (
  agency: string,
  list: DueList,
  day: LocalDate,
  limit: number,
): Promise<Page<Summary>> => pageOf(dueStretchOf(list, agency, day), { limit });

/** No list is counted further: what is above it is a number that nobody acts upon. */
export const COUNTED_AT_MOST = 99;

/** How many dossiers a list has, counted to one above the most: it reads no more than those entries of the index. */
export async function countWorklist(officer: Officer, list: Worklist, day: LocalDate): Promise<number> {
  const { stretches, after } = stretchesOf(list, officer, day);
  const counts = await Promise.all(
    stretches.map((stretch) => countItems(queryOf(stretch, after), COUNTED_AT_MOST + 1)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

const Owned = z.object({ PK: z.string(), ownerSK: z.string() });

/**
 * Dossiers of an account, newest first: those it filed, for itself or another, and those that came in on paper or through
 * a proxy under its number. The index holds their keys alone, for it would be written with every change of every dossier,
 * and its owner looks seldom.
 */
export async function loadOwnDossiers(
  owners: readonly string[],
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<Page<Summary>> {
  const found = await Promise.all(
    owners.map((owner) =>
      queryItems(
        {
          IndexName: 'owner',
          KeyConditionExpression: before ? 'ownerPK = :owner AND ownerSK < :before' : 'ownerPK = :owner',
          ExpressionAttributeValues: { ':owner': ownerPK(owner), ...(before && { ':before': before }) },
          ScanIndexForward: false,
        },
        limit + 1,
      ),
    ),
  );
  const owned = found
    .flatMap((items) => items.map((item) => Owned.parse(item)))
    .sort((one, other) => (one.ownerSK > other.ownerSK ? -1 : 1));
  const shown = owned.slice(0, limit);
  const items = await loadItems(shown.map(({ PK }) => ({ PK, SK: FILE_PREFIX })));
  return {
    items: items.map((item) => Summary.parse(item)),
    next: owned.length > limit ? shown.at(-1)?.ownerSK : undefined,
  };
}
