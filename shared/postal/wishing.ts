import { keptAddress, type PostalAddress } from '../applicant/address.ts';
import { toInstant } from '../clock.ts';
import { accessTo } from '../dossier/access.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { Problem } from '../http/problems.ts';
import { canMove } from '../shipment/movement.ts';
import { movementOf, movementsFor } from '../shipment/movements.ts';
import { movedBy, type Shipment } from '../shipment/shipment.ts';
import { putMoved } from '../shipment/store.ts';
import type { DeliveryWish, KeptWish } from '../shipment/wish.ts';
import type { Write } from '../table/transaction.ts';
import { told } from './telling.ts';

const kept = (asked: PostalAddress) => ({ ...asked, address: keptAddress(asked.address) });

const notNow = (shipment: Shipment, { wish }: DeliveryWish): Problem => {
  const offered = movementsFor(shipment, 'owner').join(', ') || '-';
  return new Problem('transition-not-allowed', {
    detail: {
      vi: `Không thể yêu cầu "${wish}" khi bưu gửi ở trạng thái "${shipment.status}". Yêu cầu có thể gửi: ${offered}.`,
      en: `"${wish}" cannot be asked for while the shipment is "${shipment.status}". What can be: ${offered}.`,
    },
  });
};

/** A shipment whose owner wishes something: on record before the operator is told, at once. */
function wished(shipment: Shipment, said: DeliveryWish, { at: time }: Occasion): Shipment {
  const at = toInstant(time);
  const address = 'address' in said ? said.address : undefined;
  const wish: KeptWish = {
    kind: said.wish,
    at,
    attempt: shipment.attempts,
    ...(address && { receiver: kept(address) }),
    state: 'pending',
  };
  const revision = shipment.revision + (said.wish === 'redirect' ? 1 : 0);
  return movedBy(movementOf(said.wish), shipment, { wish, revision, nextTryAt: at });
}

/**
 * What the owner of a result wishes of the post that delivers it, as the writes of one transaction.
 * @throws Problem `shipment-not-found` when nothing is on its way
 * @throws Problem `transition-not-allowed` when it is too late for that
 */
export function deliveryWished(
  file: DossierFile<Filed>,
  said: DeliveryWish,
  occasion: Occasion,
): { readonly file: DossierFile<Filed>; readonly writes: readonly Write[] } {
  const { dossier, shipments } = file;
  const shipment = shipments.at(-1);
  if (!shipment) throw new Problem('shipment-not-found');
  if (dossier.status !== 'done' || !canMove(movementOf(said.wish), shipment)) throw notNow(shipment, said);
  const after = wished(shipment, said, occasion);
  // An address that the operator could not work by is mended.
  const attention = dossier.attention === 'order-refused' ? undefined : dossier.attention;
  const event = { name: 'shipment.instructed', data: { ...told(after), wish: said.wish } } as const;
  const change = recorded(dossier, [{ after: { ...dossier, attention }, told: event }], occasion);
  return {
    file: { ...file, dossier: change.after, shipments: [...shipments.slice(0, -1), after] },
    writes: [...change.writes, putMoved(dossier.id, shipment, after, accessTo(dossier))],
  };
}
