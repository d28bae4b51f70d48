import * as z from 'zod';
import { LocalDate } from '../../clock.ts';
import { fault } from '../../http/faults.ts';
import { Problem } from '../../http/problems.ts';
import { personal } from '../../personal.ts';
import { released, stateOf } from '../../result/result.ts';
import { putChangedResult } from '../../result/store.ts';
import { intendedShipment } from '../../shipment/shipment.ts';
import { putShipment } from '../../shipment/store.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { collectedOnDelivery } from '../collection.ts';
import { whileAsking } from '../consulted.ts';
import { requireApproved, undecided } from '../judged.ts';
import { deciding } from '../roles.ts';

/** Number, day, signer and stamp of what is issued on paper; a signed file has them in the register of results. */
const issued = z.strictObject({
  number: z.string().trim().min(1).max(60),
  issuedOn: LocalDate,
  signer: z.strictObject({
    name: personal(z.string().trim().min(2).max(100), 'personName'),
    title: z.string().trim().min(2).max(100),
  }),
  stampedOn: LocalDate.optional(),
});

/**
 * The result is signed and issued; what is decided at once may be finished as it is received, and where no leader must
 * approve, its officer may finish without a proposal. What is wanted online must be there as a signed file, and every
 * signed file is the owner's to open from now on. A result to be posted is on record as a shipment from this moment,
 * before the operator is asked for anything.
 */
export const finish = action({
  name: 'finish',
  from: { received: { by: deciding, to: 'done' }, processing: { by: deciding, to: 'done' } },
  clock: 'none',
  input: { decision: issued.optional() },
  event: { name: 'dossier.done', data: {} },
  forbids: (dossier) => {
    const { status, procedure } = dossier;
    if (status === 'received' && procedure.processing.unit !== 'sameDay') return 'transition-not-allowed';
    return undecided(dossier) ?? whileAsking(dossier);
  },
  effect: ({ file, input: { decision }, at, day }) => {
    const { dossier, shipments, results: before } = file;
    requireApproved(file, 'issue');
    if (decision && decision.issuedOn > day)
      throw new Problem('invalid-request', {
        faults: [fault('body', '/decision/issuedOn', 'in-the-future')],
      });
    const { channel } = dossier.form.delivery;
    if (channel === 'online' && !before.some((result) => stateOf(result) === 'valid'))
      throw new Problem('result-missing');
    const results = released(before, at);
    const access = accessTo(dossier);
    const release = results.flatMap((result, place) => {
      const held = before[place];
      return held && held !== result ? [putChangedResult(held, result, access)] : [];
    });
    const change = { finishedAt: at, ...(decision && { decision }) };
    if (channel !== 'post') return { change, parts: { results }, writes: release };
    const collects = collectedOnDelivery(file);
    const shipment = intendedShipment(dossier.code, dossier.shipments + 1, at, collects);
    return {
      change: { ...change, shipments: shipment.number },
      parts: { results, shipments: [...shipments, shipment] },
      writes: [...release, putShipment(dossier.id, shipment, access)],
    };
  },
});
