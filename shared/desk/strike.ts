import { localDateOf, type Now, systemNow } from '../clock.ts';
import type { Act } from '../dossier/act.ts';
import { act, type Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { requireStep } from '../dossier/rules.ts';
import { loadFiledFile } from '../dossier/store.ts';
import type { Worker } from '../event/worker.ts';
import { Problem } from '../http/problems.ts';
import { type NewId, randomId } from '../ids.ts';
import { log } from '../log.ts';
import { type Due, dueLanes } from '../table/due.ts';
import type { DueKind } from '../table/keys.ts';
import { commit, Superseded, type Write } from '../table/transaction.ts';

/** So long a run works, and leaves the rest to the next: well within its worker's time. */
const BUDGET_MS = 100_000;

/** What a clock looks after: a list of the index, and what is done about each thing that is found in it. */
export type Watch = {
  readonly kind: DueKind;
  /** What waits for an instant before this one is looked at. */
  readonly before: Date;
  /**
   * What is to be written about it as it stands now; nothing when the index was behind. It takes what was found out of its
   * place in the list.
   */
  readonly attend: (found: Due, occasion: Occasion) => Promise<readonly Write[] | undefined>;
};

/** What a clock does with a dossier. @throws Problem when it may not */
export const acted = (file: DossierFile<Filed>, said: Act, occasion: Occasion): readonly Write[] => {
  const step = requireStep(said.action, file.dossier, 'system', localDateOf(occasion.at));
  return act(file, said, step, occasion).writes;
};

/** A dossier is found, and something is to be done with it as it stands now; nothing when the index was behind. */
export const acting =
  (actFor: (file: DossierFile<Filed>, at: Date) => Act | undefined): Watch['attend'] =>
  async ({ dossierId }, occasion) => {
    const file = await loadFiledFile(dossierId);
    const said = actFor(file, occasion.at);
    return said && acted(file, said, occasion);
  };

export type Sources = { readonly now: Now; readonly newId: NewId };

/** What a run came to: dossiers that it acted on, and those on which it failed. */
export type Struck = { readonly acted: number; readonly failed: number };

/**
 * Does what the time has come for, once for each dossier however often and by how many it is run: what a run does moves
 * the dossier on in the list, in the same transaction. A run that was missed is made up by the next, one that dies is gone
 * on with, and a dossier that fails is told and holds up no other.
 * @param worker id of the worker that acts, for the log of changes
 * @param watches one after the other: what is moved on from one list to a later one is met there in the same run
 */
export async function strike(worker: string, watches: readonly Watch[], sources: Sources): Promise<Struck> {
  const { now, newId } = sources;
  const until = now().getTime() + BUDGET_MS;
  const count = { acted: 0, failed: 0 };
  const walk = async (lane: AsyncIterable<Due>, { attend }: Watch): Promise<void> => {
    for await (const due of lane) {
      const at = now();
      if (at.getTime() > until) return;
      try {
        const occasion = { at, actor: { kind: 'system', worker }, newId, correlationId: newId() } as const;
        const writes = await attend(due, occasion);
        if (!writes) continue;
        await commit(writes);
        count.acted += 1;
      } catch (error) {
        // Its withdrawal is asked for, or somebody was sooner: the next run looks again.
        if (error instanceof Problem || error instanceof Superseded) continue;
        log.error('EVENT_FAILED', error, { worker, dossierId: due.dossierId });
        count.failed += 1;
      }
    }
  };
  for (const watch of watches)
    await Promise.all(dueLanes(watch.kind, watch.before).map((lane) => walk(lane, watch)));
  return count;
}

/** What a clock does at one time. @param worker id of the worker that acts */
type Run = (worker: string, sources: Sources) => Promise<Struck>;

/** Runs that a clock wakes together, one after the other. */
export const inTurn =
  (...runs: readonly Run[]): Run =>
  async (worker, sources) => {
    const count = { acted: 0, failed: 0 };
    for (const run of runs) {
      const { acted, failed } = await run(worker, sources);
      count.acted += acted;
      count.failed += failed;
    }
    return count;
  };

/**
 * The function that a clock wakes: it tells what a run came to, and fails when a dossier did, so that the alarm rings.
 * @param done what was to be done with it, as in `could not be ended`
 */
export const serveClock =
  ({ id }: Worker, run: Run, done: string) =>
  async (): Promise<void> => {
    const { acted, failed } = await run(id, { now: systemNow, newId: randomId });
    log.info('CLOCK_STRUCK', { worker: id, acted, failed });
    if (failed > 0) throw new Error(`${failed} dossiers could not be ${done}`);
  };
