import { intendedShipment } from '../../shipment/shipment.ts';
import { putShipment } from '../../shipment/store.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { deciding } from '../roles.ts';

/**
 * The result is signed; what is decided at once may be finished as it is received. A result to be posted is on record
 * as a shipment from this moment, before the operator is asked for anything.
 */
export const finish = action({
  name: 'finish',
  from: { received: { by: deciding, to: 'done' }, processing: { by: deciding, to: 'done' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.done', data: {} },
  forbids: ({ status, procedure }) =>
    status === 'received' && procedure.processing.unit !== 'sameDay' ? 'transition-not-allowed' : undefined,
  effect: ({ file: { dossier, shipments }, at }) => {
    if (dossier.form.delivery.channel !== 'post') return { change: { finishedAt: at } };
    const shipment = intendedShipment(dossier.code, dossier.shipments + 1, at);
    return {
      change: { finishedAt: at, shipments: shipment.number },
      parts: { shipments: [...shipments, shipment] },
      writes: [putShipment(dossier.id, shipment, accessTo(dossier))],
    };
  },
});
