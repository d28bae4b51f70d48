import type { Now } from '../clock.ts';
import { loadFiledFile } from '../dossier/store.ts';
import type { NewId } from '../ids.ts';
import { log } from '../log.ts';
import { isInVain } from '../shipment/shipment.ts';
import { loadDueShipments } from '../shipment/store.ts';
import { isDue, pursue } from './pursuit.ts';

/** How many of each shard one run looks at. */
const BATCH = 50;

/** The run ends well before the function does: a single try may take ten seconds. */
const BUDGET_MS = 90_000;

/** After so many failures in a row the operator is down: the next run asks again. */
const FAILURES_IN_A_ROW = 3;

/**
 * Asks the operator for every shipment whose time has come. One that fails holds up no other, and an operator that is
 * down is asked three times a run and no oftener.
 * @param worker id of the worker that asks, for the log
 * @returns how many the operator took, how many failed, and how many have waited for a day
 */
export async function pursueDue(
  worker: string,
  { now, newId }: { readonly now: Now; readonly newId: NewId },
): Promise<{ told: number; failed: number; inVain: number }> {
  const until = now().getTime() + BUDGET_MS;
  const actor = { kind: 'system', worker } as const;
  const count = { told: 0, failed: 0, inVain: 0 };
  let inARow = 0;
  for (const { dossierId, number } of await loadDueShipments(now(), BATCH)) {
    if (inARow === FAILURES_IN_A_ROW || now().getTime() > until) break;
    const at = now();
    try {
      const file = await loadFiledFile(dossierId);
      const shipment = file.shipments.find((one) => one.number === number);
      if (!shipment || !isDue(shipment, at)) continue;
      if (isInVain(shipment, at)) count.inVain += 1;
      const told = await pursue(file, shipment, { at, actor, newId, correlationId: newId() });
      count[told ? 'told' : 'failed'] += 1;
      inARow = told ? 0 : inARow + 1;
    } catch (error) {
      // Our own side: another change came first, or the table failed. It stays due.
      log.error('EVENT_FAILED', error, { worker, dossierId });
      count.failed += 1;
    }
  }
  return count;
}
