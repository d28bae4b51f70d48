import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { Reason } from '../reason.ts';

/** Only while there is no result (NĐ 61/2018 Điều 6; never from done or returned). */
export const requestWithdrawal = action({
  name: 'requestWithdrawal',
  from: {
    submitted: { by: ['owner'], to: 'withdrawalRequested' },
    received: { by: ['owner'], to: 'withdrawalRequested' },
    processing: { by: ['owner'], to: 'withdrawalRequested' },
    supplementRequested: { by: ['owner'], to: 'withdrawalRequested' },
    paymentRequested: { by: ['owner'], to: 'withdrawalRequested' },
  },
  clock: 'none',
  input: { reason: Reason },
  event: { name: 'dossier.withdrawal-requested', data: { reason: Words } },
  effect: ({ file: { dossier }, input: { reason } }) => ({
    change: { reason, withdrawnFrom: dossier.status },
    data: { reason },
  }),
});
