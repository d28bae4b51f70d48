import * as z from 'zod';
import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { closedSupplement } from '../closed-supplement.ts';
import { deciding } from '../roles.ts';
import { settledPayment } from '../settled-payment.ts';

/** The dossier ends as its owner asked; nobody waits for its payment or supplement any more. */
export const confirmWithdrawal = action({
  name: 'confirmWithdrawal',
  from: { withdrawalRequested: { by: ['deskOfficer', ...deciding], to: 'stopped' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.stopped', data: { reason: Words, withdrawn: z.boolean() } },
  effect: ({ file, at, actor }) => {
    const { reason = '', withdrawnFrom } = file.dossier;
    const data = { reason, withdrawn: true };
    if (withdrawnFrom === 'supplementRequested') return { ...closedSupplement(file, at), data };
    if (withdrawnFrom !== 'paymentRequested') return { data };
    const { change, parts, writes } = settledPayment(file, { state: 'withdrawn', at, by: actor });
    return { change, parts, writes, data };
  },
});
