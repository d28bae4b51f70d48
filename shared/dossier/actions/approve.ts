import { action } from '../action.ts';
import { whileAsking } from '../consulted.ts';
import { judged } from '../judged.ts';

/** The leader approves what is proposed (NĐ 61/2018 Điều 19): it is to be numbered, stamped and issued. */
export const approve = action({
  name: 'approve',
  from: { processing: { by: ['agencyLeader'], to: 'processing' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.approved', data: {} },
  forbids: (dossier) => (dossier.stage === 'proposed' ? whileAsking(dossier) : 'transition-not-allowed'),
  effect: (situation) => ({
    ...judged(situation, { verdict: 'approved' }),
    change: { stage: 'approved' },
  }),
});
