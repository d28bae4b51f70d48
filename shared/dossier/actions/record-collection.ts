import { action } from '../action.ts';
import { collectedPayment } from '../collection.ts';
import { recordPayment } from './record-payment.ts';

/**
 * The post says that it has collected the fees; or the desk has them in cash, where the post brought the result back, lost it, was
 * not to fetch it any more, or says another sum. The payer gets a receipt at the same moment (NĐ 61/2018/NĐ-CP Điều 22).
 */
export const recordCollection = action({
  name: 'recordCollection',
  from: { done: { by: ['deskOfficer', 'postal'], to: 'done' } },
  clock: 'none',
  needs: 'receiptNumber',
  input: {},
  event: recordPayment.event,
  forbids: ({ collection }) => (collection === 'atDesk' ? undefined : 'transition-not-allowed'),
  effect: ({ file, at, actor, receiptsTaken }) =>
    collectedPayment(file, { at, by: actor, taken: receiptsTaken }),
});
