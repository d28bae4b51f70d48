import { action } from '../action.ts';
import { judged } from '../judged.ts';
import { Reason } from '../reason.ts';

/** The leader is not content with a proposal, or no longer: its officer appraises anew. */
export const sendBack = action({
  name: 'sendBack',
  from: { processing: { by: ['agencyLeader'], to: 'processing' } },
  clock: 'none',
  input: { note: Reason },
  event: { name: 'dossier.sent-back', data: {} },
  forbids: ({ stage }) => (stage ? undefined : 'transition-not-allowed'),
  effect: (situation) => ({
    ...judged(situation, { verdict: 'sentBack', note: situation.input.note }),
    change: { stage: undefined },
  }),
});
