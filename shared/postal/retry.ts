import { setTimeout as sleep } from 'node:timers/promises';
import type { Now } from '../clock.ts';
import { loadDueConsignments } from '../consignment/store.ts';
import { recallCalendar } from '../deadline/store.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { loadFiledFile, loadFileIfThere } from '../dossier/store.ts';
import type { NewId } from '../ids.ts';
import { log } from '../log.ts';
import { isToBeAskedFor } from '../shipment/journey.ts';
import { isInVain, isToBeTold, type Shipment } from '../shipment/shipment.ts';
import { loadDueShipments } from '../shipment/store.ts';
import { OperatorBusy } from './client.ts';
import { lookForCollection, pursueCollection } from './collecting.ts';
import { hasLetters, tellByLetter } from './consignment-letter.ts';
import { look } from './progress.ts';
import { pursue } from './pursuit.ts';

/** How many of each shard one run looks at. */
const BATCH = 50;

/** The run ends well before the function does: a single try may take ten seconds. */
const BUDGET_MS = 90_000;

/** After so many failures in a row the operator is down: the next run asks again. */
const FAILURES_IN_A_ROW = 3;

/** The operator is called ten times a second at most. */
const BETWEEN_CALLS_MS = 100;

/**
 * How many items the operator answered for, how many failed, how many wait for an item code, and how many it has not taken
 * for a day.
 */
type Count = { told: number; failed: number; waiting: number; inVain: number };

type Outcome = 'told' | 'failed' | 'waiting';

/** What is done about an item whose time has come. */
type Errand = {
  readonly due: (now: Date) => Promise<readonly { readonly dossierId: string; readonly number: number }[]>;
  /** Does it, if its time has come: the index may lag. @returns nothing where it has not */
  readonly run: (
    dossierId: string,
    number: number,
    occasion: Occasion,
    count: Count,
  ) => Promise<Outcome | undefined>;
};

const ofAnswer = (answered: boolean): Outcome => (answered ? 'told' : 'failed');

/** An errand for shipments: whether the time of one has come, and what is asked of the operator. */
const forShipments = (
  kind: 'delivery' | 'progress',
  isDue: (shipment: Shipment, at: Date) => boolean,
  ask: (file: DossierFile<Filed>, shipment: Shipment, occasion: Occasion) => Promise<Outcome>,
): Errand => ({
  due: (now) => loadDueShipments(kind, now, BATCH),
  run: async (dossierId, number, occasion, count) => {
    const file = await loadFiledFile(dossierId);
    const shipment = file.shipments.find((one) => one.number === number);
    if (!shipment || !isDue(shipment, occasion.at)) return undefined;
    if (kind === 'delivery' && isInVain(shipment, occasion.at)) count.inVain += 1;
    return ask(file, shipment, occasion);
  },
});

/** Consignments: first the operator is told, then their owner, then the operator is asked. */
const forConsignments = (now: Now): Errand => ({
  due: (until) => loadDueConsignments(until, BATCH),
  run: async (dossierId, number, occasion, count) => {
    const file = await loadFileIfThere(dossierId);
    const consignment = file?.consignments.find((one) => one.number === number);
    if (!file || !consignment) return undefined;
    if (isToBeTold(consignment, occasion.at)) {
      if (isInVain(consignment, occasion.at)) count.inVain += 1;
      return pursueCollection(file, consignment, occasion);
    }
    const told = hasLetters(consignment, occasion.at)
      ? await tellByLetter(file, consignment, occasion.at)
      : consignment;
    if (!isToBeAskedFor(told, occasion.at)) return undefined;
    return ofAnswer(await lookForCollection(file, told, await recallCalendar(now), occasion));
  },
});

/** First what the operator is to be told of results, then what of papers, then what it is to be asked. */
const errandsAt = (now: Now): readonly Errand[] => [
  forShipments('delivery', isToBeTold, pursue),
  forConsignments(now),
  forShipments('progress', isToBeAskedFor, async (file, shipment, occasion) =>
    ofAnswer(await look(file, shipment, await recallCalendar(now), occasion)),
  ),
];

type Sources = {
  readonly now: Now;
  readonly newId: NewId;
  /** Lets time pass between one call and the next. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
};

/**
 * Asks the operator for every item whose time has come, whichever way it goes. One that fails holds up no other, and an operator that is
 * down is asked three times a run and no oftener; one that says it is asked too often is left alone at once.
 * @param worker id of the worker that asks, for the log
 */
export async function pursueDue(worker: string, { now, newId, wait = sleep }: Sources): Promise<Count> {
  const until = now().getTime() + BUDGET_MS;
  const actor = { kind: 'system', worker } as const;
  const count: Count = { told: 0, failed: 0, waiting: 0, inVain: 0 };
  let inARow = 0;
  for (const { due, run } of errandsAt(now))
    for (const { dossierId, number } of await due(now())) {
      if (inARow === FAILURES_IN_A_ROW || now().getTime() > until) return count;
      try {
        const occasion = { at: now(), actor, newId, correlationId: newId() };
        const outcome = await run(dossierId, number, occasion, count);
        if (!outcome) continue;
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
