import * as z from 'zod';
import { tariffOn } from '../../fee/tariff.ts';
import { action } from '../action.ts';
import { askedPayment } from '../asked-payment.ts';
import { chargeOf, saidOfCharge } from '../charge.ts';
import { requireFuture } from '../reason.ts';
import { deciding } from '../roles.ts';

/**
 * Phí and lệ phí that are due (NĐ 61/2018 Điều 22), by the tariff of the day where one is entered. Where a procedure has them
 * paid before reception, submitting asks for them (`submitted-charge.ts`).
 */
export const requestPayment = action({
  name: 'requestPayment',
  from: {
    submitted: { by: ['system'], to: 'paymentRequested' },
    received: { by: ['deskOfficer', ...deciding], to: 'paymentRequested' },
    processing: { by: ['deskOfficer', ...deciding], to: 'paymentRequested' },
  },
  clock: 'pause',
  needs: 'procedure',
  input: { ...saidOfCharge, deadline: z.iso.date() },
  event: { name: 'dossier.payment-requested', data: { amountVnd: z.int(), deadline: z.iso.date() } },
  effect: ({ file: { dossier, payments }, input, at, day, actor, procedure }) => {
    const { deadline } = input;
    requireFuture(deadline, day);
    const charged = { ...chargeOf(dossier, input, tariffOn(procedure, day)), deadline };
    const { payment, change, writes } = askedPayment(dossier, charged, { at, by: actor });
    return {
      change,
      parts: { payments: [...payments, payment] },
      writes,
      data: { amountVnd: payment.amountVnd, deadline },
    };
  },
});
