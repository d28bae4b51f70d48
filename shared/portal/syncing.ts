import type { Now } from '../clock.ts';
import { loadEvents } from '../feed/reading.ts';
import type { NewId, NewSecret } from '../ids.ts';
import { log } from '../log.ts';
import { loadDue } from '../table/due.ts';
import { commit, Superseded } from '../table/transaction.ts';
import { bring, passOver } from './bringing.ts';
import { type Portal, PortalDown, portalAt } from './client.ts';
import { isFurther, type Lane, loadLanes, putCursor } from './cursor.ts';
import { follow, postpone } from './following.ts';

/** How many of each shard are tried again in a run, and how many events are read at once. */
const BATCH = 50;
const PAGE = 100;

/** The run ends before the next begins: a single call may take ten seconds. */
const BUDGET_MS = 200_000;

/** After so many failures in a row the portal is down, and is left alone until the next run. */
const FAILURES_IN_A_ROW = 3;

/**
 * How many dossiers the portal took, does not take, and did not answer for; how many of those filed there were submitted; and
 * whether it was left alone.
 */
export type Synced = { sent: number; aside: number; failed: number; submitted: number; down: boolean };

/** Where ids, secrets and time come from, and which worker runs, for the log. */
type Sources = {
  readonly worker: string;
  readonly now: Now;
  readonly newId: NewId;
  readonly newSecret: NewSecret;
};

/** One run, with what has come of it so far. */
class Run {
  readonly count: Synced = { sent: 0, aside: 0, failed: 0, submitted: 0, down: false };
  readonly #portal: Portal;
  readonly #sources: Sources;
  readonly #until: number;
  #inARow = 0;
  #hasAnswered = false;

  constructor(portal: Portal, sources: Sources) {
    this.#portal = portal;
    this.#sources = sources;
    this.#until = sources.now().getTime() + BUDGET_MS;
  }

  /** Whether nothing more is to be asked of the portal in this run. */
  get isOver(): boolean {
    return this.count.down || this.#sources.now().getTime() > this.#until;
  }

  /** Takes what was filed at the portal a step further, one after the other. */
  async followAll(dossierIds: readonly string[]): Promise<void> {
    for (const dossierId of dossierIds) {
      if (this.isOver) return;
      const became = await this.#asking(dossierId, () =>
        follow(dossierId, { portal: this.#portal, ...this.#sources }),
      );
      if (became === 'submitted') this.count.submitted += 1;
      if (became === 'failed') await postpone(dossierId, this.#sources.now());
      else this.#inARow = 0;
    }
  }

  /**
   * Brings dossiers one after the other.
   * @returns whether all that could be done for them is done: the portal has them, or they are put aside
   */
  async bringAll(dossierIds: readonly string[]): Promise<boolean> {
    const failed: string[] = [];
    for (const dossierId of dossierIds) {
      if (this.isOver) return false;
      const brought = await this.#asking(dossierId, () =>
        bring(dossierId, this.#portal, this.#sources.now()),
      );
      if (brought === 'failed') failed.push(dossierId);
      if (brought === 'sent' || brought === 'aside') {
        this.count[brought] += 1;
        this.#hasAnswered = true;
        this.#inARow = 0;
      }
    }
    // While it has answered for nobody, it may be down for all.
    if (failed.length > 0 && !this.#hasAnswered) return false;
    for (const dossierId of failed) await passOver(dossierId, this.#sources.now());
    return true;
  }

  /** One that fails holds up no other; so many in a row that do not get an answer, and the portal is down. */
  async #asking<T>(dossierId: string, asking: () => Promise<T>): Promise<T | 'failed' | undefined> {
    try {
      return await asking();
    } catch (error) {
      // Another run has it in hand.
      if (error instanceof Superseded) return undefined;
      log.error('PORTAL_FAILED', error, { worker: this.#sources.worker, dossierId });
      this.count.failed += 1;
      if (error instanceof PortalDown) this.count.down = ++this.#inARow === FAILURES_IN_A_ROW;
      return 'failed';
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
 * Takes what was filed at the portal further, and tells it what has happened: first the dossiers whose time has come to be tried again, then those that the logs of the
 * agencies tell of, a page of each in turn. The place in a log is kept once the portal has its dossiers: while it is down nothing
 * is lost, and the logs hold what is to be made up.
 */
export async function syncWithPortal(sources: Sources): Promise<Synced> {
  const { now } = sources;
  const run = new Run(await portalAt(now()), sources);
  await run.followAll((await loadDue('filing', now(), BATCH)).map(({ dossierId }) => dossierId));
  await run.bringAll((await loadDue('portal', now(), BATCH)).map(({ dossierId }) => dossierId));
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
