import * as z from 'zod';
import { cashlessIds } from '../../payment/attempt.ts';
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
  event: { name: 'dossier.payment-recorded', data: { amountVnd: z.int(), receiptNo: z.string() } },
  effect: ({ file, at, actor, receiptsTaken }) => {
    if (receiptsTaken === undefined)
      throw new Error('a payment is recorded without a number for its receipt');
    const occasion = { at, by: actor };
    const issued = issuedFeeReceipt(file.dossier, openPayment(file), { ...occasion, taken: receiptsTaken });
    const receiptNo = issued.receipt.code;
    const { payment, writes, ...effect } = settledPayment(file, { state: 'paid', receiptNo, ...occasion });
    return {
      ...effect,
      writes: [...writes, ...issued.writes],
      data: { amountVnd: payment.amountVnd, receiptNo },
    };
  },
});
