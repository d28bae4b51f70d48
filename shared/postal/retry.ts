import { setTimeout as sleep } from 'node:timers/promises';
import type { Now } from '../clock.ts';
import { recallCalendar } from '../deadline/store.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { loadFiledFile } from '../dossier/store.ts';
import type { NewId } from '../ids.ts';
import { log } from '../log.ts';
import { isInVain, type Shipment } from '../shipment/shipment.ts';
import { loadDueShipments } from '../shipment/store.ts';
import { OperatorBusy } from './client.ts';
import { isToBeAskedFor, look } from './progress.ts';
import { isDue, pursue } from './pursuit.ts';

/** How many of each shard one run looks at. */
const BATCH = 50;

/** The run ends well before the function does: a single try may take ten seconds. */
const BUDGET_MS = 90_000;

/** After so many failures in a row the operator is down: the next run asks again. */
const FAILURES_IN_A_ROW = 3;

/** The operator is called ten times a second at most. */
const BETWEEN_CALLS_MS = 100;

/**
 * How many shipments the operator answered for, how many failed, how many wait for an item code, and how many it has not
 * taken for a day.
 */
type Count = { told: number; failed: number; waiting: number; inVain: number };

/** What is done about a shipment whose time has come: whether it still has, and what is asked of the operator. */
type Errand = {
  readonly kind: 'delivery' | 'progress';
  readonly isDue: (shipment: Shipment, at: Date) => boolean;
  readonly run: (
    file: DossierFile<Filed>,
    shipment: Shipment,
    occasion: Occasion,
  ) => Promise<'told' | 'failed' | 'waiting'>;
};

/** First what the operator is to be told, then what it is to be asked. */
const errandsAt = (now: Now): readonly Errand[] => [
  { kind: 'delivery', isDue, run: pursue },
  {
    kind: 'progress',
    isDue: isToBeAskedFor,
    run: async (file, shipment, occasion) =>
      (await look(file, shipment, await recallCalendar(now), occasion)) ? 'told' : 'failed',
  },
];

type Sources = {
  readonly now: Now;
  readonly newId: NewId;
  /** Lets time pass between one call and the next. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
};

/**
 * Asks the operator for every shipment whose time has come. One that fails holds up no other, and an operator that is
 * down is asked three times a run and no oftener; one that says it is asked too often is left alone at once.
 * @param worker id of the worker that asks, for the log
 */
export async function pursueDue(worker: string, { now, newId, wait = sleep }: Sources): Promise<Count> {
  const until = now().getTime() + BUDGET_MS;
  const actor = { kind: 'system', worker } as const;
  const count: Count = { told: 0, failed: 0, waiting: 0, inVain: 0 };
  let inARow = 0;
  for (const { kind, isDue: isDueFor, run } of errandsAt(now))
    for (const { dossierId, number } of await loadDueShipments(kind, now(), BATCH)) {
      if (inARow === FAILURES_IN_A_ROW || now().getTime() > until) return count;
      const at = now();
      try {
        const file = await loadFiledFile(dossierId);
        const shipment = file.shipments.find((one) => one.number === number);
        if (!shipment || !isDueFor(shipment, at)) continue;
        if (kind === 'delivery' && isInVain(shipment, at)) count.inVain += 1;
        const outcome = await run(file, shipment, { at, actor, newId, correlationId: newId() });
        count[outcome] += 1;
        if (outcome === 'waiting') continue;
        inARow = outcome === 'told' ? 0 : inARow + 1;
        await wait(BETWEEN_CALLS_MS);
      } catch (error) {
        if (error instanceof OperatorBusy) {
          log.warn('POSTAL_OPERATOR_FAILED', { worker, reason: error.message });
          return count;
        }
        // Our own side: another change came first, or the table failed. It stays due.
        log.error('EVENT_FAILED', error, { worker, dossierId });
        count.failed += 1;
      }
    }
  return count;
}
