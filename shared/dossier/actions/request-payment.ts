import * as z from 'zod';
import { type Payment, putPayment } from '../../payment/payment.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { chargeOf, saidOfCharge } from '../charge.ts';
import { requireFuture } from '../reason.ts';
import { deciding } from '../roles.ts';

/** Phí and lệ phí that are due (NĐ 61/2018 Điều 22), by the tariff of the day where one is entered. */
export const requestPayment = action({
  name: 'requestPayment',
  from: {
    received: { by: ['deskOfficer', ...deciding], to: 'paymentRequested' },
    processing: { by: ['deskOfficer', ...deciding], to: 'paymentRequested' },
  },
  clock: 'pause',
  input: { ...saidOfCharge, deadline: z.iso.date() },
  event: { name: 'dossier.payment-requested', data: { amountVnd: z.int(), deadline: z.iso.date() } },
  effect: ({ file: { dossier, payments }, input, at, day, actor }) => {
    const { deadline } = input;
    requireFuture(deadline, day);
    const { amountVnd, fees } = chargeOf(dossier, input, day);
    const payment: Payment = {
      v: 1,
      number: dossier.payments + 1,
      amountVnd,
      ...(fees && { fees }),
      deadline,
      requestedAt: at,
      requestedBy: actor,
      state: 'open',
    };
    return {
      change: { payments: payment.number, paymentUntil: deadline },
      parts: { payments: [...payments, payment] },
      writes: [putPayment(dossier.id, payment, accessTo(dossier))],
      data: { amountVnd, deadline },
    };
  },
});
