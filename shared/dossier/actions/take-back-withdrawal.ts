import { action } from '../action.ts';
import { whereItStood } from '../where-it-stood.ts';

/** The owner wants the dossier decided after all. */
export const takeBackWithdrawal = action({
  name: 'takeBackWithdrawal',
  from: { withdrawalRequested: { by: ['owner'], to: whereItStood } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.withdrawal-taken-back', data: {} },
  effect: () => ({ change: { reason: undefined, withdrawnFrom: undefined } }),
});
