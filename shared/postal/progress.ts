import type { Calendar } from '../deadline/calendar.ts';
import { brought } from '../dossier/attention.ts';
import type { Occasion } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { log } from '../log.ts';
import { lineToPartner } from '../partner-call.ts';
import { isSilent, lookedInVain, returnJudged, watched } from '../shipment/journey.ts';
import type { ShipmentReport } from '../shipment/report.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { commit, type Write } from '../table/transaction.ts';
import { OperatorBusy, readProgress } from './client.ts';
import { type Heard, hear, heardWrites, withCollection } from './hearing.ts';

const inOrder = (reports: readonly ShipmentReport[]): readonly ShipmentReport[] =>
  reports.toSorted((one, other) => Date.parse(one.occurredAt) - Date.parse(other.occurredAt));

/** Asks the operator, and hears what it says as if it had called. A question in vain is put again by the ladder. */
async function askedFor(
  { dossier }: DossierFile<Filed>,
  shipment: Shipment,
  at: Date,
): Promise<Heard & { readonly answered: boolean }> {
  try {
    const { itemCode, reports } = await readProgress(shipment.reference, await lineToPartner('postal', at));
    if (itemCode !== shipment.itemCode)
      throw new Error(`The postal operator has another item code of ${shipment.reference}`);
    const heard = hear(dossier, shipment, inOrder(reports), at);
    return { ...heard, shipment: watched(heard.shipment, at), answered: true };
  } catch (error) {
    if (error instanceof OperatorBusy) throw error;
    log.error('POSTAL_OPERATOR_FAILED', error, { reference: shipment.reference, tries: shipment.tries + 1 });
    return { shipment: lookedInVain(shipment, at), states: [], kept: [], answered: false };
  }
}

/** The shipment once all that can be known of it is heard, and what the desk is to look after, once. */
function concluded(
  { shipment, answered }: Heard & { readonly answered: boolean },
  at: Date,
  calendar: Calendar,
) {
  const known = answered ? watched(returnJudged(shipment, calendar), at) : shipment;
  if (answered && known.returnedEarly && !shipment.returnedEarly)
    return { shipment: known, attention: 'shipment-returned-early' } as const;
  if (shipment.silent || !isSilent(shipment, at, calendar)) return { shipment: known };
  return { shipment: { ...known, silent: true }, attention: 'shipment-silent' } as const;
}

type Attention = NonNullable<Filed['attention']>;

/** What was heard and concluded, as the writes of one transaction. */
function lookWrites(
  dossier: Filed,
  before: Shipment,
  heard: Heard,
  attention: Attention | undefined,
  occasion: Occasion,
): readonly Write[] {
  const last = heard.states.at(-1);
  if (!last || !attention)
    return [
      ...heardWrites(dossier, before, heard, occasion),
      ...(attention ? brought(dossier, attention, occasion.actor) : []),
    ];
  const looked = { ...last, after: { ...last.after, attention: last.after.attention ?? attention } };
  const states = [...heard.states.slice(0, -1), looked];
  return heardWrites(dossier, before, { ...heard, states }, occasion);
}

/**
 * Asks the operator how far a shipment is, and makes up for callbacks that never came. What has been silent for longer
 * than its journey may take, and what was sent back before its time, is brought to the desk, once.
 * @returns whether the operator answered
 * @throws OperatorBusy when it is asked too often: nothing is on record then, and it stays due
 * @throws Error when our own side fails: nothing is on record then, and it stays due
 */
export async function look(
  file: DossierFile<Filed>,
  before: Shipment,
  calendar: Calendar,
  occasion: Occasion,
): Promise<boolean> {
  const heard = await askedFor(file, before, occasion.at);
  const { shipment, attention } = concluded(heard, occasion.at, calendar);
  const known = await withCollection(file, before, { ...heard, shipment }, occasion);
  await commit(lookWrites(file.dossier, before, known, attention, occasion));
  log.info('SHIPMENT_LOOKED_FOR', {
    reference: before.reference,
    status: shipment.status,
    answered: heard.answered,
    madeUp: heard.kept.length,
    attention,
  });
  return heard.answered;
}
