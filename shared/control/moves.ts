import { type Instant, instantOf, type LocalDate } from '../clock.ts';
import { type Calendar, FIRST_VERSION } from '../deadline/calendar.ts';
import { dueFromLedger } from '../deadline/reckoning.ts';
import { Filed } from '../dossier/dossier.ts';
import { loadItems } from '../table/batch.ts';
import { type DuePlace, loadDuePage } from '../table/due.ts';
import { dossierKey } from '../table/keys.ts';

/** A dossier as far as it decides when its result is due. */
const Timed = Filed.pick({
  id: true,
  code: true,
  clock: true,
  dueAt: true,
  calendarVersion: true,
  procedure: true,
});

/** An open dossier whose result is due another day by another calendar. */
export type Move = {
  readonly dossierId: string;
  readonly code: string;
  readonly agency: string;
  readonly dueAt: Instant;
  readonly newDueAt: Instant;
};

/** The move of a dossier, if it moves: one that was counted by this version, or a later one, does not. */
function moveOf(item: unknown, calendar: Calendar): Move | undefined {
  const { id, code, clock, dueAt, calendarVersion = FIRST_VERSION, procedure } = Timed.parse(item);
  if (!dueAt || calendarVersion >= calendar.version) return undefined;
  const newDueAt = dueFromLedger(clock, procedure.processing, calendar);
  if (!newDueAt || newDueAt === dueAt) return undefined;
  return { dossierId: id, code, agency: procedure.agency, dueAt, newDueAt };
}

/** One page of open dossiers, looked at. */
export type MovesPage = {
  readonly seen: number;
  readonly moves: readonly Move[];
  /** Dossiers that could not be counted, and why. */
  readonly failures: readonly { readonly dossierId: string; readonly error: unknown }[];
  readonly next: DuePlace | undefined;
};

/** Before every instant. */
const EVER = '0';

/**
 * Where results wait for their day, in the order in which the clock moves them on: one that it moves meanwhile is seen
 * in its new place. Where one waits for a step that comes before its day, all are looked at.
 */
const resultsFrom = (since: Instant) =>
  [
    { kind: 'step', from: EVER },
    { kind: 'result', from: since },
    { kind: 'warned', from: EVER },
    { kind: 'overdue', from: since },
  ] as const;

/**
 * Which open dossiers move by a calendar, a page at a time: through the index of what is due, from the first day that
 * differs. What is due before that day was counted by days before it; the one exception, a dossier that was overdue
 * already when its clock stood still, is overdue by either calendar.
 */
export async function loadMoves(
  calendar: Calendar,
  since: LocalDate,
  place: DuePlace | undefined,
  limit: number,
): Promise<MovesPage> {
  const { due, next } = await loadDuePage(resultsFrom(instantOf(since, '00:00')), place, limit);
  const items = await loadItems(due.map(({ dossierId }) => dossierKey(dossierId)));
  const moves: Move[] = [];
  const failures: MovesPage['failures'][number][] = [];
  for (const item of items)
    try {
      const move = moveOf(item, calendar);
      if (move) moves.push(move);
    } catch (error) {
      failures.push({ dossierId: String(item.id), error });
    }
  return { seen: items.length, moves, failures, next };
}
