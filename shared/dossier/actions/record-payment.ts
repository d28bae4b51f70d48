import * as z from 'zod';
import { providerIds } from '../../payment/attempt.ts';
import { action } from '../action.ts';
import { settledPayment } from '../settled-payment.ts';

/** The desk has the money, in cash or on the agency's account; or a provider of payment says that it has. */
export const recordPayment = action({
  name: 'recordPayment',
  from: { paymentRequested: { by: ['deskOfficer', ...providerIds, 'system'], to: 'processing' } },
  clock: 'resume',
  input: { receiptNo: z.string().trim().min(1).max(40) },
  event: { name: 'dossier.payment-recorded', data: { amountVnd: z.int(), receiptNo: z.string() } },
  effect: ({ file, input: { receiptNo }, at, actor }) => {
    const { payment, ...effect } = settledPayment(file, { state: 'paid', receiptNo, at, by: actor });
    return { ...effect, data: { amountVnd: payment.amountVnd, receiptNo } };
  },
});
