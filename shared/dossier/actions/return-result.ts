import { cancelled } from '../../shipment/shipment.ts';
import { putMoved } from '../../shipment/store.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { attentionLeft } from '../attention.ts';

/**
 * Handed over at the desk, or delivered by the post (NĐ 61/2018 Điều 20; QĐ 45/2016 Điều 9). What the desk hands over
 * is no longer for the post to fetch. Fees that the post was to collect are paid before.
 */
export const returnResult = action({
  name: 'returnResult',
  from: { done: { by: ['deskOfficer', 'postal'], to: 'returned' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.returned', data: {} },
  forbids: ({ collection }) => (collection ? 'fees-unpaid' : undefined),
  effect: ({ file: { dossier, shipments }, at, actor }) => {
    const change = { returnedAt: at, attention: attentionLeft(dossier) };
    if (actor.kind === 'partner') return { change };
    const after = shipments.map((shipment) => cancelled(shipment, at));
    return {
      change,
      parts: { shipments: after },
      writes: shipments.flatMap((shipment, place) => {
        const now = after[place];
        return now && now !== shipment ? [putMoved(dossier.id, shipment, now, accessTo(dossier))] : [];
      }),
    };
  },
});
