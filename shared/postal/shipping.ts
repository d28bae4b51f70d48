import { toInstant } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { watched } from '../shipment/journey.ts';
import type { Movement } from '../shipment/movement.ts';
import { cancel } from '../shipment/movements/cancel.ts';
import { goOn } from '../shipment/movements/go-on.ts';
import { order } from '../shipment/movements/order.ts';
import { movedBy, type Shipment } from '../shipment/shipment.ts';
import { putMoved } from '../shipment/store.ts';
import type { KeptWish } from '../shipment/wish.ts';
import type { Write } from '../table/transaction.ts';
import { journeyOf } from './distance.ts';
import { telling } from './telling.ts';

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

/** An order that the post has accepted, as the writes of one transaction. */
export function shipmentOrdered(
  file: DossierFile<Filed>,
  shipment: Shipment,
  occasion: Occasion,
): readonly Write[] {
  const orderedAt = toInstant(occasion.at);
  const ordered = movedBy(order, shipment, {
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
