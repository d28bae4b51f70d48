import * as z from 'zod';
import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { Reason } from '../reason.ts';
import { deciding } from '../roles.ts';
import { settledPayment } from '../settled-payment.ts';

/** The payment did not come in time: a worker ends the dossier, or an officer who is sooner. */
export const closeUnpaid = action({
  name: 'closeUnpaid',
  from: { paymentRequested: { by: ['system', 'deskOfficer', ...deciding], to: 'stopped' } },
  clock: 'none',
  input: { reason: Reason },
  event: { name: 'dossier.stopped', data: { reason: Words, withdrawn: z.boolean() } },
  forbids: ({ paymentUntil }, day) =>
    paymentUntil && day <= paymentUntil ? 'transition-not-allowed' : undefined,
  effect: ({ file, input: { reason }, at, actor }) => {
    const { change, parts, writes } = settledPayment(file, { state: 'unpaid', at, by: actor });
    return { change: { ...change, reason }, parts, writes, data: { reason, withdrawn: false } };
  },
});
