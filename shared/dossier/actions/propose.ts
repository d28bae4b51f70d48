import * as z from 'zod';
import { personal } from '../../personal.ts';
import { outcomes, type Proposal, putProposal } from '../../proposal/proposal.ts';
import { accessTo } from '../access.ts';
import { action } from '../action.ts';
import { whileAsking } from '../consulted.ts';
import { deciding } from '../roles.ts';

/** Its officer has appraised it, and says what is to become of it (NĐ 61/2018 Điều 19). */
export const propose = action({
  name: 'propose',
  from: { processing: { by: deciding, to: 'processing' } },
  clock: 'none',
  input: { outcome: z.enum(outcomes), appraisal: personal(z.string().trim().min(10).max(4000), 'words') },
  event: { name: 'dossier.proposed', data: { outcome: z.enum(outcomes) } },
  hands: 'own',
  forbids: (dossier) => (dossier.stage ? 'transition-not-allowed' : whileAsking(dossier)),
  effect: ({ file: { dossier, proposals }, input: { outcome, appraisal }, at, actor }) => {
    const proposal: Proposal = {
      v: 1,
      number: (dossier.proposals ?? 0) + 1,
      outcome,
      appraisal,
      proposedAt: at,
      proposedBy: actor,
    };
    return {
      change: { stage: 'proposed', proposals: proposal.number },
      parts: { proposals: [...proposals, proposal] },
      writes: [putProposal(dossier.id, proposal, accessTo(dossier))],
      data: { outcome },
    };
  },
});
