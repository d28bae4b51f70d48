import { localDateOf, type Now, toInstant } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import {
  CALENDAR_KEPT_MS,
  type CalendarVersion,
  loadCalendarVersion,
  loadNewestVersion,
  recallCalendarVersion,
} from '../deadline/store.ts';
import { act, type Occasion } from '../dossier/change.ts';
import { requireStep } from '../dossier/rules.ts';
import { loadFiledFile } from '../dossier/store.ts';
import { Problem } from '../http/problems.ts';
import type { NewId } from '../ids.ts';
import { log } from '../log.ts';
import { commit, Superseded } from '../table/transaction.ts';
import { type Application, advanced, loadApplication, type Progress, putProgress } from './application.ts';
import { loadMoves, type Move } from './moves.ts';

/** Dossiers of a page, and how many of them are moved at once. */
const PAGE = 100;
const AT_ONCE = 10;

/** How long a part works before it hands over to the next: well within the worker's time. */
const PART_MS = 40_000;

/**
 * When every clock is moved by the new version: what is kept of the one before has run out, and so has the longest call
 * that began with it, which ends after ten seconds.
 */
const settledAt = ({ madeAt }: CalendarVersion): number => Date.parse(madeAt) + CALENDAR_KEPT_MS + 15_000;

/** A dossier that officers keep changing is read again this often. */
const TRIES = 5;

type Sources = {
  readonly now: Now;
  readonly newId: NewId;
  readonly wait: (milliseconds: number) => Promise<unknown>;
};

type Task = {
  readonly calendar: Calendar;
  readonly reason: string;
  readonly worker: string;
  readonly correlationId: string;
};

/** Moves one dossier, as it stands now. @returns whether it moved; not when somebody else has counted it by this version */
async function moveDossier({ dossierId }: Move, task: Task, { now, newId }: Sources): Promise<boolean> {
  const { calendar, reason, worker, correlationId } = task;
  for (let attempt = 1; ; attempt++) {
    const file = await loadFiledFile(dossierId);
    const { calendarVersion = 0, dueAt } = file.dossier;
    if (calendarVersion >= calendar.version) return false;
    const at = now();
    const occasion: Occasion = { at, actor: { kind: 'system', worker }, newId, correlationId };
    try {
      const step = requireStep('moveDueDate', file.dossier, 'system', localDateOf(at));
      const acted = act(file, { action: 'moveDueDate', reason }, step, { ...occasion, calendar });
      if (acted.file.dossier.dueAt === dueAt) return false;
      await commit(acted.writes);
      return true;
    } catch (error) {
      // Finished, stopped or paused meanwhile: there is no due day to move.
      if (error instanceof Problem && error.code === 'transition-not-allowed') return false;
      if (!(error instanceof Superseded) || attempt === TRIES) throw error;
    }
  }
}

/** Moves the dossiers of one page. One that fails is named, and stops no other. */
async function applyPage(
  application: Application,
  version: CalendarVersion,
  task: Task,
  sources: Sources,
): Promise<Progress> {
  const page = await loadMoves(task.calendar, version.since, application.place, PAGE);
  const failures = [...page.failures];
  let moved = 0;
  const left = [...page.moves];
  while (left.length > 0)
    await Promise.all(
      left.splice(0, AT_ONCE).map(async (move) => {
        try {
          if (await moveDossier(move, task, sources)) moved += 1;
        } catch (error) {
          failures.push({ dossierId: move.dossierId, error });
        }
      }),
    );
  for (const { dossierId, error } of failures)
    log.error('EVENT_FAILED', error, { worker: task.worker, dossierId });
  return { seen: page.seen, moved, failures: failures.map(({ dossierId }) => dossierId), place: page.next };
}

/**
 * Brings a version of the calendar to the open dossiers, for as long as a part works; then the next part is woken. It
 * begins when nobody counts by the version before any more, goes on where the part before stopped, and may be repeated.
 * @param part the part that is to be done; one that was done before is not done again
 */
export async function applyPart(
  { version, part }: { readonly version: number; readonly part: number },
  { worker, correlationId }: Pick<Task, 'worker' | 'correlationId'>,
  sources: Sources,
): Promise<void> {
  const { now, newId, wait } = sources;
  const [begun, made, newest] = await Promise.all([
    loadApplication(version),
    loadCalendarVersion(version),
    loadNewestVersion(),
  ]);
  if (!begun || !made || begun.part !== part || begun.finishedAt) return;
  const finish = (before: Application, after: Application) =>
    commit([putProgress(before, { ...after, finishedAt: toInstant(now()) })]);
  if (newest.version > version) return finish(begun, { ...begun, state: 'superseded' });

  const end = now().getTime() + PART_MS;
  await wait(Math.max(0, Math.min(settledAt(made) - now().getTime(), PART_MS)));
  const calendar = await recallCalendarVersion(version);
  const task: Task = {
    calendar,
    reason: `${made.reason} (lịch làm việc phiên bản ${version})`,
    worker,
    correlationId,
  };
  let application = begun;
  while (now().getTime() < end && now().getTime() >= settledAt(made)) {
    const after = advanced(application, await applyPage(application, made, task, sources));
    if (!after.place) return finish(application, { ...after, state: 'done' });
    await commit([putProgress(application, after)]);
    application = after;
  }
  const waking = { at: now(), newId, correlationId };
  await commit([putProgress(application, { ...application, part: part + 1 }, waking)]);
}
