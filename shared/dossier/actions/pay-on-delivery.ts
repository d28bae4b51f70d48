import * as z from 'zod';
import { putChangedPayment } from '../../payment/payment.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { openPayment } from '../settled-payment.ts';

/**
 * Its owner has the post collect the fees when it delivers the result (thu hộ, QĐ 45/2016/QĐ-TTg Điều 11): work goes on as if
 * they were paid. What is chosen stays so; what is paid otherwise from now on goes back.
 */
export const payOnDelivery = action({
  name: 'payOnDelivery',
  from: { paymentRequested: { by: ['owner'], to: 'processing' } },
  clock: 'resume',
  input: {},
  event: { name: 'dossier.payment-on-delivery', data: { amountVnd: z.int() } },
  forbids: ({ collection }) => (collection === 'offered' ? undefined : 'transition-not-allowed'),
  effect: ({ file }) => {
    const { dossier, payments } = file;
    const open = openPayment(file);
    const chosen = { ...open, state: 'toBeCollected' as const };
    return {
      change: { paymentUntil: undefined, collection: 'byPost' },
      parts: { payments: payments.map((one) => (one === open ? chosen : one)) },
      writes: [putChangedPayment(dossier.id, open, chosen, accessTo(dossier))],
      data: { amountVnd: open.amountVnd },
    };
  },
});
