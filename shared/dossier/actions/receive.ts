import * as z from 'zod';
import { action } from '../action.ts';
import { isExempt } from '../charge.ts';

/**
 * The desk finds it complete: form 01, the clock starts (NĐ 61/2018 Điều 17). What is paid before reception is paid by then:
 * so no processing time runs while it is not. Who is exempt by the relief that the form claims is told so.
 */
export const receive = action({
  name: 'receive',
  from: { submitted: { by: ['deskOfficer'], to: 'received' } },
  clock: 'start',
  needs: 'procedure',
  input: {},
  event: { name: 'dossier.received', data: { exempt: z.literal(true).optional() } },
  misses: ({ status, feesFirst }) => (status === 'paymentRequested' && feesFirst ? 'fees-unpaid' : undefined),
  effect: ({ file: { dossier }, at, day, procedure }) => ({
    change: { receivedAt: at, feesFirst: undefined },
    data: { exempt: isExempt(dossier, procedure, day) || undefined },
  }),
});
