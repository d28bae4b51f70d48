import { type Instant, localDateOf, toInstant, withVietnamOffset } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { actionOf, stepFrom } from '../dossier/actions.ts';
import { moved, type Occasion, recorded, type State } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { journeyDaysOf, since, watched } from '../shipment/journey.ts';
import type { Movement } from '../shipment/movement.ts';
import { cancel } from '../shipment/movements/cancel.ts';
import { goOn } from '../shipment/movements/go-on.ts';
import { order } from '../shipment/movements/order.ts';
import { movementBy } from '../shipment/movements.ts';
import type { ShipmentReport } from '../shipment/report.ts';
import { afterReport, movedBy, type Shipment } from '../shipment/shipment.ts';
import { putMoved, putReport } from '../shipment/store.ts';
import type { KeptWish } from '../shipment/wish.ts';
import type { Write } from '../table/transaction.ts';
import { distanceTo } from './distance.ts';
import { receiverOf } from './order.ts';

/** What an event tells of a shipment. */
export const told = ({ reference, itemCode = '', status }: Shipment) => ({
  reference,
  itemCode,
  shipmentStatus: status,
});

/** What the desk was to look after is over once the shipment moves: the post is reached, or heard of again. */
const passing: readonly Filed['attention'][] = ['post-unreachable', 'order-refused', 'shipment-silent'];

/** The dossier after a movement of its shipment, and what is told of that. */
function telling(
  dossier: Filed,
  { event, attention }: Movement,
  after: Shipment,
  more: { readonly occurredAt?: string; readonly reason?: string } = {},
): readonly State[] {
  if (!event) return [];
  const { occurredAt, reason } = more;
  const data =
    event === 'shipment.moved' ? { ...told(after), attempts: after.attempts, reason } : told(after);
  const left = passing.includes(dossier.attention) ? undefined : dossier.attention;
  return [
    {
      after: { ...dossier, attention: attention ?? left },
      told: { name: event, data, ...(occurredAt && { occurredAt }) },
    },
  ];
}

/** A movement that the operator's answer brings about, as the writes of one transaction. */
function answered(
  { dossier }: DossierFile<Filed>,
  movement: Movement,
  before: Shipment,
  after: Shipment,
  occasion: Occasion,
): readonly Write[] {
  const states = telling(dossier, movement, after);
  return [
    ...(states.length > 0 ? recorded(dossier, states, occasion).writes : []),
    putMoved(dossier.id, before, watched(after, occasion.at), accessTo(dossier)),
  ];
}

/** A wish of which the operator was told, and where the item goes from then on. */
function wishAnswered({ wish }: Shipment, taken: boolean): Partial<Shipment> {
  if (wish?.state !== 'pending') return {};
  const { receiver, ...known } = wish;
  const settled: KeptWish = { ...known, state: taken ? 'taken' : 'refused' };
  return taken && receiver ? { wish: settled, receiver } : { wish: settled };
}

/** How long the journey of a result may take that the post accepts now. */
function journeyOf({ form, procedure, channel, code }: Filed, shipment: Shipment, at: Date): number {
  if (form.delivery.channel !== 'post') throw new Error(`${code} is not to be posted`);
  const { address } = receiverOf(form.delivery.address, shipment);
  // Who filed on paper holds a slip of appointment, which the post takes back.
  return journeyDaysOf(distanceTo(address, procedure.agency), channel !== 'online', localDateOf(at));
}

/** An order that the post has accepted, as the writes of one transaction. */
export function shipmentOrdered(
  file: DossierFile<Filed>,
  shipment: Shipment,
  itemCode: string,
  occasion: Occasion,
): readonly Write[] {
  const orderedAt = toInstant(occasion.at);
  const ordered = movedBy(order, shipment, {
    itemCode,
    orderedAt,
    journeyDays: journeyOf(file.dossier, shipment, occasion.at),
    since: orderedAt,
    ...wishAnswered(shipment, true),
  });
  return answered(file, order, shipment, ordered, occasion);
}

/**
 * The operator's answer to a cancellation, as the writes of one transaction.
 * @param cancelled false when the item was picked up already: it goes on, and comes back by itself
 */
export function shipmentCancelled(
  file: DossierFile<Filed>,
  shipment: Shipment,
  cancelled: boolean,
  occasion: Occasion,
): readonly Write[] {
  const movement = cancelled ? cancel : goOn;
  const after = movedBy(movement, shipment, wishAnswered(shipment, cancelled));
  return answered(file, movement, shipment, after, occasion);
}

/** The operator's answer to a wish that leaves the shipment where it is. */
export function putInstructed(
  { dossier }: DossierFile<Filed>,
  shipment: Shipment,
  taken: boolean,
  { at }: Occasion,
): Write {
  const { nextTryAt: _, ...settled } = shipment;
  const after = watched({ ...settled, ...wishAnswered(shipment, taken) }, at);
  return putMoved(dossier.id, shipment, after, accessTo(dossier));
}

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
  const standing = before.states.at(-1)?.after ?? dossier;
  return {
    shipment: watched({ ...shipment, ...(begins && { since: begins }) }, at),
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
  if (!known || (known.itemCode !== undefined && known.itemCode !== report.itemCode))
    throw new Problem('shipment-not-found');
  const heard = hear(dossier, known, [report], occasion.at);
  if (heard.shipment !== known)
    return { shipment: heard.shipment, writes: heardWrites(dossier, known, heard, occasion) };
  const recordedAt = toInstant(occasion.at);
  return { shipment: known, writes: [putReport(dossier.id, report, { recordedAt, effect: 'late' })] };
}
