import type { Now } from '../clock.ts';
import { loadEvents } from '../feed/reading.ts';
import { log } from '../log.ts';
import { loadDue } from '../table/due.ts';
import { commit, Superseded } from '../table/transaction.ts';
import { bring, passOver } from './bringing.ts';
import { type Portal, PortalDown, portalAt } from './client.ts';
import { isFurther, type Lane, loadLanes, putCursor } from './cursor.ts';

/** How many of each shard are tried again in a run, and how many events are read at once. */
const BATCH = 50;
const PAGE = 100;

/** The run ends before the next begins: a single call may take ten seconds. */
const BUDGET_MS = 200_000;

/** After so many failures in a row the portal is down, and is left alone until the next run. */
const FAILURES_IN_A_ROW = 3;

/** How many dossiers the portal took, does not take, and did not answer for; and whether it was left alone. */
export type Synced = { sent: number; aside: number; failed: number; down: boolean };

/** One run, with what has come of it so far. */
class Run {
  readonly count: Synced = { sent: 0, aside: 0, failed: 0, down: false };
  readonly #portal: Portal;
  readonly #worker: string;
  readonly #now: Now;
  readonly #until: number;
  #inARow = 0;
  #hasAnswered = false;

  constructor(portal: Portal, worker: string, now: Now) {
    this.#portal = portal;
    this.#worker = worker;
    this.#now = now;
    this.#until = now().getTime() + BUDGET_MS;
  }

  /** Whether nothing more is to be asked of the portal in this run. */
  get isOver(): boolean {
    return this.count.down || this.#now().getTime() > this.#until;
  }

  /** Brings dossiers one after the other. @returns whether all that it could do for them is done: the portal has them, or they are put aside */
  async bringAll(dossierIds: readonly string[]): Promise<boolean> {
    const unanswered: string[] = [];
    for (const dossierId of dossierIds) {
      if (this.isOver) return false;
      if (!(await this.#bring(dossierId))) unanswered.push(dossierId);
    }
    // While it has answered for nobody, it may be down for all.
    if (unanswered.length > 0 && !this.#hasAnswered) return false;
    for (const dossierId of unanswered) await passOver(dossierId, this.#now());
    return true;
  }

  /** @returns false where the portal did not answer */
  async #bring(dossierId: string): Promise<boolean> {
    try {
      const brought = await bring(dossierId, this.#portal, this.#now());
      if (brought === 'known') return true;
      this.count[brought] += 1;
      this.#hasAnswered = true;
      this.#inARow = 0;
      return true;
    } catch (error) {
      // Another run has it in hand.
      if (error instanceof Superseded) return true;
      if (!(error instanceof PortalDown)) throw error;
      log.error('PORTAL_FAILED', error, { worker: this.#worker, dossierId });
      this.count.failed += 1;
      this.#inARow += 1;
      this.count.down = this.#inARow === FAILURES_IN_A_ROW;
      return false;
    }
  }
}

/** Reads on in the log of an agency. @returns where it goes on, or nothing where all is told or the portal is to be left alone */
async function walk({ agency, place }: Lane, run: Run, now: Date): Promise<Lane | undefined> {
  const { events, next, isAll } = await loadEvents(agency, place, { now, limit: PAGE });
  if (!(await run.bringAll([...new Set(events.map(({ subject }) => subject))]))) return undefined;
  const lane = { agency, place: next };
  if (isFurther(place, next)) await commit([putCursor(lane)]);
  return isAll ? undefined : lane;
}

/**
 * Tells the portal what has happened: first the dossiers whose time has come to be tried again, then those that the logs of the
 * agencies tell of, a page of each in turn. The place in a log is kept once the portal has its dossiers: while it is down nothing
 * is lost, and the logs hold what is to be made up.
 * @param worker id of the worker that runs, for the log
 */
export async function syncWithPortal(worker: string, now: Now): Promise<Synced> {
  const run = new Run(await portalAt(now()), worker, now);
  const waiting = await loadDue('portal', now(), BATCH);
  await run.bringAll(waiting.map(({ dossierId }) => dossierId));
  let lanes = await loadLanes(now());
  while (lanes.length > 0) {
    const left: Lane[] = [];
    for (const lane of lanes) {
      if (run.isOver) return run.count;
      const further = await walk(lane, run, now());
      if (further) left.push(further);
    }
    lanes = left;
  }
  return run.count;
}
