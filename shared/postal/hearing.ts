import { type Instant, toInstant, withVietnamOffset } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { actionOf, stepFrom } from '../dossier/actions.ts';
import { moved, type Occasion, recorded, type State } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { since, watched } from '../shipment/journey.ts';
import { movementBy } from '../shipment/movements.ts';
import type { ShipmentReport } from '../shipment/report.ts';
import { afterReport, type Shipment } from '../shipment/shipment.ts';
import { putMoved, putReport } from '../shipment/store.ts';
import type { Write } from '../table/transaction.ts';
import { journeyOf } from './distance.ts';
import { telling } from './telling.ts';

/** When it happened, and no later than now: clocks differ. */
const happenedAt = ({ occurredAt }: ShipmentReport, at: Date): Instant =>
  toInstant(new Date(Math.min(Date.parse(occurredAt), at.getTime())));

/** What a movement that the post reports tells: of a delivery also that the dossier is returned, at the same moment. */
function reportedStates(dossier: Filed, shipment: Shipment, report: ShipmentReport): readonly State[] {
  const occurred = toInstant(new Date(report.occurredAt));
  const occurredAt = withVietnamOffset(occurred);
  const reason = report.status === 'DELIVERY_FAILED' ? report.reason : undefined;
  const states = telling(dossier, movementBy(report), shipment, {
    occurredAt,
    ...(reason && { reason }),
  });
  const [{ after } = { after: dossier }] = states;
  const step =
    shipment.status === 'DELIVERED' ? stepFrom('returnResult', dossier.status, 'postal') : undefined;
  if (!step) return states;
  const returned = moved(after, actionOf('returnResult'), step, occurred, {
    change: { returnedAt: occurred, attention: undefined },
  });
  return [...states, { after: returned, told: { name: 'dossier.returned', occurredAt } }];
}

/** What reports of the post come to: the shipment, what is told, and the reports that said something new. */
export type Heard = {
  readonly shipment: Shipment;
  readonly states: readonly State[];
  readonly kept: readonly Write[];
};

/** One more report. The very same where it says nothing new. */
function hearOne(before: Heard, dossier: Filed, report: ShipmentReport, at: Date): Heard {
  const { shipment, moved: further } = afterReport(before.shipment, report);
  if (shipment === before.shipment) return before;
  const recordedAt = toInstant(at);
  const item = putReport(dossier.id, report, { recordedAt, effect: further ? 'moved' : 'late' });
  const kept = [...before.kept, item];
  if (!further) return { ...before, shipment, kept };
  const begins = since(before.shipment, shipment, happenedAt(report, at));
  // What was fetched before the answer to its order came is heard of here first.
  const { journeyDays = journeyOf(dossier, shipment, at) } = shipment;
  const standing = before.states.at(-1)?.after ?? dossier;
  return {
    shipment: watched({ ...shipment, journeyDays, ...(begins && { since: begins }) }, at),
    states: [...before.states, ...reportedStates(standing, shipment, report)],
    kept,
  };
}

/** A shipment of which reports are heard one after the other, by one rule whether the post called or was asked. */
export function hear(
  dossier: Filed,
  shipment: Shipment,
  reports: readonly ShipmentReport[],
  at: Date,
): Heard {
  let heard: Heard = { shipment, states: [], kept: [] };
  for (const report of reports) heard = hearOne(heard, dossier, report, at);
  return heard;
}

/** What was heard, as the writes of one transaction. */
export const heardWrites = (
  dossier: Filed,
  before: Shipment,
  { shipment, states, kept }: Heard,
  occasion: Occasion,
): readonly Write[] => [
  ...(states.length > 0 ? recorded(dossier, states, occasion).writes : []),
  ...kept,
  ...(shipment === before ? [] : [putMoved(dossier.id, before, shipment, accessTo(dossier))]),
];

/**
 * A report of the post as the writes of one transaction: a result that is delivered makes the dossier returned; one
 * that is lost or comes back is the desk's to look after. A late report is kept and tells nobody anything.
 * @throws Problem `shipment-not-found` when the dossier has no such shipment under this item code
 */
export function shipmentReported(
  { dossier, shipments }: DossierFile<Filed>,
  report: ShipmentReport,
  occasion: Occasion,
): { readonly shipment: Shipment; readonly writes: readonly Write[] } {
  const known = shipments.find(({ reference }) => reference === report.reference);
  if (!known || known.itemCode !== report.itemCode) throw new Problem('shipment-not-found');
  const heard = hear(dossier, known, [report], occasion.at);
  if (heard.shipment !== known)
    return { shipment: heard.shipment, writes: heardWrites(dossier, known, heard, occasion) };
  const recordedAt = toInstant(occasion.at);
  return { shipment: known, writes: [putReport(dossier.id, report, { recordedAt, effect: 'late' })] };
}
