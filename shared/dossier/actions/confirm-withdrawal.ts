import * as z from 'zod';
import { action } from '../action.ts';
import { deciding } from '../roles.ts';
import { settledPayment } from '../settled-payment.ts';

/** The dossier ends as its owner asked; nobody waits for its payment any more. */
export const confirmWithdrawal = action({
  name: 'confirmWithdrawal',
  from: { withdrawalRequested: { by: ['deskOfficer', ...deciding], to: 'stopped' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.stopped', data: { reason: z.string(), withdrawn: z.boolean() } },
  effect: ({ file, at, actor }) => {
    const { dossier } = file;
    const data = { reason: dossier.reason ?? '', withdrawn: true };
    if (dossier.withdrawnFrom !== 'paymentRequested') return { change: { supplementUntil: undefined }, data };
    const { change, parts, writes } = settledPayment(file, { state: 'withdrawn', at, by: actor });
    return { change, parts, writes, data };
  },
});
