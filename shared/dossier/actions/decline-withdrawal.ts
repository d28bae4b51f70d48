import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { Reason } from '../reason.ts';
import { deciding } from '../roles.ts';
import { whereItStood } from '../where-it-stood.ts';

/** The result is signed already, so the dossier goes on (NĐ 118/2025 Điều 21: only while no decision has been issued). */
export const declineWithdrawal = action({
  name: 'declineWithdrawal',
  from: { withdrawalRequested: { by: deciding, to: whereItStood } },
  clock: 'none',
  input: { reason: Reason },
  event: { name: 'dossier.withdrawal-declined', data: { reason: Words } },
  effect: ({ input: { reason } }) => ({ change: { reason, withdrawnFrom: undefined }, data: { reason } }),
});
