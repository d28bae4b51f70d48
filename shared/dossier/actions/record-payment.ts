import * as z from 'zod';
import { publicActor } from '../../actor.ts';
import { cashlessIds } from '../../payment/attempt.ts';
import { WayToPay, wayToPay } from '../../payment/way.ts';
import { action } from '../action.ts';
import { issuedFeeReceipt } from '../fee-receipting.ts';
import { goingOn } from '../going-on.ts';
import { openPayment, settledPayment } from '../settled-payment.ts';

/**
 * The desk has the money in cash; or a provider of payment, or the bank of the account for fees, says that it has. The payer gets a
 * receipt at the same moment (NĐ 61/2018/NĐ-CP Điều 22).
 */
export const recordPayment = action({
  name: 'recordPayment',
  from: {
    paymentRequested: {
      by: ['deskOfficer', ...cashlessIds, 'system'],
      to: goingOn,
    },
  },
  clock: 'resume',
  needs: 'receiptNumber',
  input: {},
  event: {
    name: 'dossier.payment-recorded',
    data: { amountVnd: z.int(), receiptNo: z.string(), way: WayToPay.optional() },
  },
  effect: ({ file, at, actor, receiptsTaken }) => {
    const occasion = { at, by: actor };
    const issued = issuedFeeReceipt(file.dossier, openPayment(file), { ...occasion, taken: receiptsTaken });
    const receiptNo = issued.receipt.code;
    const { payment, writes, ...effect } = settledPayment(file, { state: 'paid', receiptNo, ...occasion });
    return {
      ...effect,
      writes: [...writes, ...issued.writes],
      data: { amountVnd: payment.amountVnd, receiptNo, way: wayToPay(publicActor(actor)) },
    };
  },
});
