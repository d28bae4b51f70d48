import { Problem } from '../../http/problems.ts';
import { released, stateOf } from '../../result/result.ts';
import { putChangedResult } from '../../result/store.ts';
import { intendedShipment } from '../../shipment/shipment.ts';
import { putShipment } from '../../shipment/store.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { deciding } from '../roles.ts';

/**
 * The result is signed; what is decided at once may be finished as it is received. What is wanted online must be there
 * as a signed file, and every signed file is the owner's to open from now on. A result to be posted is on record as a
 * shipment from this moment, before the operator is asked for anything.
 */
export const finish = action({
  name: 'finish',
  from: { received: { by: deciding, to: 'done' }, processing: { by: deciding, to: 'done' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.done', data: {} },
  forbids: ({ status, procedure }) =>
    status === 'received' && procedure.processing.unit !== 'sameDay' ? 'transition-not-allowed' : undefined,
  effect: ({ file: { dossier, shipments, results: before }, at }) => {
    const { channel } = dossier.form.delivery;
    if (channel === 'online' && !before.some((result) => stateOf(result) === 'valid'))
      throw new Problem('result-missing');
    const results = released(before, at);
    const access = accessTo(dossier);
    const release = results.flatMap((result, place) => {
      const held = before[place];
      return held && held !== result ? [putChangedResult(held, result, access)] : [];
    });
    if (channel !== 'post') return { change: { finishedAt: at }, parts: { results }, writes: release };
    const shipment = intendedShipment(dossier.code, dossier.shipments + 1, at);
    return {
      change: { finishedAt: at, shipments: shipment.number },
      parts: { results, shipments: [...shipments, shipment] },
      writes: [...release, putShipment(dossier.id, shipment, access)],
    };
  },
});
