import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { closedSupplement } from '../closed-supplement.ts';
import { Reason } from '../reason.ts';
import { deciding } from '../roles.ts';

/** The supplement did not come in time: a worker ends the dossier, or an officer who is sooner. */
export const closeUnanswered = action({
  name: 'closeUnanswered',
  from: { supplementRequested: { by: ['system', 'deskOfficer', ...deciding], to: 'refused' } },
  clock: 'none',
  input: { reason: Reason },
  event: { name: 'dossier.refused', data: { reason: Words } },
  forbids: ({ supplementUntil, supplementByPost }, day) => {
    if (supplementByPost) return 'supplement-by-post';
    return supplementUntil && day <= supplementUntil ? 'transition-not-allowed' : undefined;
  },
  effect: ({ file, input: { reason }, at }) => {
    const { change, parts, writes } = closedSupplement(file, at);
    return { change: { ...change, reason }, parts, writes, data: { reason } };
  },
});
