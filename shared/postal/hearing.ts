import { type Instant, toInstant, withVietnamOffset } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { type Occasion, recorded, type State } from '../dossier/change.ts';
import { deliveredStates } from '../dossier/delivered.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { collectionReported } from '../paying/collecting.ts';
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

/** What a movement that the post reports tells: of a delivery also that the dossier is returned, at the same moment, unless fees are due. */
function reportedStates(dossier: Filed, shipment: Shipment, report: ShipmentReport): readonly State[] {
  const occurred = toInstant(new Date(report.occurredAt));
  const occurredAt = withVietnamOffset(occurred);
  const reason = report.status === 'DELIVERY_FAILED' ? report.reason : undefined;
  const states = telling(dossier, movementBy(report), shipment, {
    occurredAt,
    ...(reason && { reason }),
  });
  const [{ after } = { after: dossier }] = states;
  return shipment.status === 'DELIVERED' ? [...states, ...deliveredStates(after, occurred)] : states;
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

/** What was heard, with what comes of the fees where a result is delivered with which they were to be collected. */
export async function withCollection(
  file: DossierFile<Filed>,
  before: Shipment,
  heard: Heard,
  occasion: Occasion,
): Promise<Heard> {
  const { shipment, states, kept } = heard;
  const last = states.at(-1);
  if (!last || before.status === 'DELIVERED' || shipment.status !== 'DELIVERED') return heard;
  const came = await collectionReported({ ...file, dossier: last.after }, shipment, occasion);
  const occurred = toInstant(new Date(last.told.occurredAt ?? occasion.at));
  return {
    shipment,
    states: [
      ...states.slice(0, -1),
      { ...last, after: came.after },
      ...came.states.flatMap((state) => [state, ...deliveredStates(state.after, occurred)]),
    ],
    kept: [...kept, ...came.writes],
  };
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
export async function shipmentReported(
  file: DossierFile<Filed>,
  report: ShipmentReport,
  occasion: Occasion,
): Promise<{ readonly shipment: Shipment; readonly writes: readonly Write[] }> {
  const { dossier, shipments } = file;
  const known = shipments.find(({ reference }) => reference === report.reference);
  if (!known || known.itemCode !== report.itemCode) throw new Problem('shipment-not-found');
  const heard = await withCollection(file, known, hear(dossier, known, [report], occasion.at), occasion);
  if (heard.shipment !== known)
    return { shipment: heard.shipment, writes: heardWrites(dossier, known, heard, occasion) };
  const recordedAt = toInstant(occasion.at);
  return { shipment: known, writes: [putReport(dossier.id, report, { recordedAt, effect: 'late' })] };
}
