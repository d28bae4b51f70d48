import { type LocalDate, localDateOf, millisOf, type Now, toInstant } from '../clock.ts';
import { addDays, addWorkingDays, daysBetween } from '../deadline/calendar.ts';
import { recallCalendar } from '../deadline/store.ts';
import { loadFileIfThere } from '../dossier/store.ts';
import type { Sources } from '../http/chain.ts';
import { log } from '../log.ts';
import { type CollectorId, collectorIds } from '../payment/attempt.ts';
import { readDayFile } from '../payment/day-file.ts';
import { missingThere, otherSum } from '../payment/difference.ts';
import { comparedBooks, type Movement } from '../payment/movement.ts';
import { fetchDayFile } from '../payment/provider.ts';
import { dayFormats, lineTo } from '../payment/providers.ts';
import {
  ListedDifference,
  loadReconciliations,
  MOST_LISTED,
  putReconciliation,
  type Reconciliation,
  totalsOf,
} from '../payment/reconciliation.ts';
import { type Booked, loadBook, loadPaying } from '../payment/store.ts';
import { commit, Superseded, untilUndisturbed } from '../table/transaction.ts';
import { differenceFound } from './explaining.ts';
import { type Found, repeatedInFile, settledByFile } from './settled-by-file.ts';

type Asking = Pick<Sources, 'now' | 'newId'>;

/** A file is asked for each hour of the thirty days after its own, and rings where it has not come by noon of the first. */
const MADE_UP_DAYS = 30;
const EXPECTED_BY = '12:00';

/** The post pays what it collected on a day within so many working days: as agreed with it, to be settled (QĐ 45/2016/QĐ-TTg Điều 11). */
const WORKING_DAYS_TO_REMIT = 3;

/** What a run came to: days that were reconciled, differences that nothing explains, and files that are late. */
type Reconciled = { days: number; unexplained: number; late: number };

/** The days up to yesterday that are still to be reconciled: from the first that was, and all of the post's, whose batches come later. */
function daysWithout(
  provider: CollectorId,
  known: readonly Reconciliation[],
  yesterday: LocalDate,
): readonly LocalDate[] {
  const first = provider === 'postal' ? addDays(yesterday, 1 - MADE_UP_DAYS) : (known[0]?.day ?? yesterday);
  return Array.from({ length: daysBetween(first, yesterday) + 1 }, (_, days) => addDays(first, days)).filter(
    (day) => !known.some((one) => one.day === day),
  );
}

const aboutOf = ({ dossierId, number }: Booked) => ({ dossierId, number });

/** Whether the file of an earlier day has told of what our book has on this one. */
const toldBefore =
  (earlier: readonly Reconciliation[]) =>
  ({ kind, reference }: Pick<Movement, 'kind' | 'reference'>): boolean =>
    earlier.some(({ differences }) =>
      differences.some((one) => one.isExplained && one.moved === kind && one.reference === reference),
    );

/** Whether an earlier batch of the post has told of the same, on its day or instead of that: then it is paid once too often. */
const isPaidAgain = (earlier: readonly Reconciliation[], { heardOn, moved, reference }: Found): boolean =>
  heardOn !== undefined &&
  (toldBefore(earlier)({ kind: moved, reference }) ||
    earlier.some(
      ({ day, differences }) => day === heardOn && !differences.some((one) => one.reference === reference),
    ));

/** Brings a difference to the desk of its dossier. A draft has none: what is listed with the day is the control's. */
const bringToDesk = (
  { dossierId, number, ...differing }: Found,
  { day, worker }: { readonly day: LocalDate; readonly worker: string },
): Promise<void> =>
  untilUndisturbed(async () => {
    if (dossierId === undefined || number === undefined) return;
    const [file, paying] = await Promise.all([loadFileIfThere(dossierId), loadPaying(dossierId)]);
    if (!file || file.dossier.status === 'draft') return;
    const { kind, moved, ourVnd, theirVnd } = differing;
    const difference = { kind, moved, ourVnd, theirVnd, day };
    const by = { kind: 'system', worker } as const;
    const filed = { ...file, dossier: file.dossier };
    const { writes } = differenceFound(filed, paying, number, { difference, by });
    if (writes.length > 0) await commit(writes);
  });

/**
 * Compares a day, settles what the file explains, and keeps what came of it.
 * @param isNext whether all days before it were compared: until then nobody can say that no file tells of what our book has
 * @returns nothing while there is no file, or another is to be waited for
 */
async function reconciled(
  provider: CollectorId,
  day: LocalDate,
  earlier: readonly Reconciliation[],
  isNext: boolean,
  { worker, ...asking }: Asking & { readonly worker: string },
): Promise<Reconciliation | undefined> {
  const line = await lineTo(provider, asking);
  const text = await fetchDayFile(day, line);
  if (text === undefined) return undefined;
  const theirs = readDayFile(dayFormats[provider], text, { ...line, day });
  const ours = await loadBook(provider, day);
  const sides = comparedBooks(ours, theirs);

  const isTold = toldBefore(earlier);
  const differences: Found[] = [
    ...sides.otherSum.map((pair) => ({ ...otherSum(pair), ...aboutOf(pair.ours), isExplained: false })),
    ...sides.missingThere.map((one) => ({ ...missingThere(one), ...aboutOf(one), isExplained: isTold(one) })),
  ];
  for (const their of sides.missingHere) {
    const found = await settledByFile(provider, their, asking);
    differences.push({ ...found, isExplained: found.isExplained && !isPaidAgain(earlier, found) });
  }
  for (const their of sides.repeated) differences.push(await repeatedInFile(provider, their));
  if (!isNext && sides.missingThere.some((one) => !isTold(one))) return undefined;

  const unexplained = differences.filter(({ isExplained }) => !isExplained);
  for (const one of unexplained) await bringToDesk(one, { day, worker });
  const listed = [...unexplained, ...differences.filter(({ isExplained }) => isExplained)].slice(
    0,
    MOST_LISTED,
  );
  const reconciliation: Reconciliation = {
    v: 1,
    provider,
    day,
    madeAt: toInstant(asking.now()),
    ours: totalsOf(ours),
    theirs: totalsOf(theirs),
    matched: totalsOf(sides.matched.map((pair) => pair.ours)),
    differences: listed.map((one) => ListedDifference.parse(one)),
    unexplained: unexplained.length,
    unlisted: differences.length - listed.length,
  };
  await commit([putReconciliation(reconciliation)]);
  return reconciliation;
}

/** Whether the file of a day should be there: the post has a batch only of a day on which it collected. */
async function isOverdue(provider: CollectorId, day: LocalDate, now: Now): Promise<boolean> {
  if (provider !== 'postal') return now().getTime() >= millisOf(addDays(day, 1), EXPECTED_BY);
  const until = addWorkingDays(day, WORKING_DAYS_TO_REMIT, await recallCalendar(now));
  return now().getTime() >= millisOf(until, EXPECTED_BY) && (await loadBook(provider, day)).length > 0;
}

/** What the post has not paid in time, brought to the desks of its dossiers. */
async function bringUnpaid(day: LocalDate, worker: string): Promise<void> {
  for (const one of await loadBook('postal', day))
    await bringToDesk({ ...missingThere(one), ...aboutOf(one), isExplained: false }, { day, worker });
}

/**
 * Compares what moved at each provider with our book of it, for every day up to yesterday of which that was not done.
 * @param worker id of the worker that does so, for the log of changes
 */
export async function reconcileProviders(worker: string, asking: Asking): Promise<Reconciled> {
  const { now } = asking;
  const count: Reconciled = { days: 0, unexplained: 0, late: 0 };
  const yesterday = addDays(localDateOf(now()), -1);
  for (const provider of collectorIds) {
    const known = await loadReconciliations(provider, addDays(yesterday, -MADE_UP_DAYS), yesterday);
    const made: Reconciliation[] = [];
    const days = daysWithout(provider, known, yesterday);
    for (const day of days) {
      const earlier = [...known, ...made].filter((one) => one.day < day);
      // The post has no batch of a day on which it collected nothing.
      const isNext = provider === 'postal' || made.length === days.indexOf(day);
      const one = await reconciled(provider, day, earlier, isNext, { ...asking, worker }).catch(
        (error: unknown) => {
          // Superseded: another run was sooner.
          if (!(error instanceof Superseded)) log.error('PROVIDER_FAILED', error, { provider, day });
        },
      );
      if (one) made.push(one);
      else if (await isOverdue(provider, day, now)) {
        count.late += 1;
        if (provider === 'postal')
          await bringUnpaid(day, worker).catch((error: unknown) =>
            log.error('EVENT_FAILED', error, { worker, day }),
          );
      }
    }
    count.days += made.length;
    count.unexplained += made.reduce((sum, { unexplained }) => sum + unexplained, 0);
  }
  return count;
}
