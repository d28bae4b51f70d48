import { LocalDate } from '../../clock.ts';
import { action } from '../action.ts';
import { ApologyDraft, apologyDraftOf } from '../apology-draft.ts';
import type { Warning } from '../dossier.ts';

/**
 * The due day is near and the result is not there: the agency is warned, once of each due day, in time for its apology,
 * of which a draft proposes another day (NĐ 61/2018 Điều 19(9)).
 */
export const warnDueSoon = action({
  name: 'warnDueSoon',
  from: {
    received: { by: ['system'], to: 'received' },
    processing: { by: ['system'], to: 'processing' },
    withdrawalRequested: { by: ['system'], to: 'withdrawalRequested' },
  },
  clock: 'none',
  input: { proposedDate: LocalDate.optional() },
  event: { name: 'dossier.due-soon', data: { apologyDraft: ApologyDraft.optional() } },
  forbids: ({ dueAt, warning }) =>
    !dueAt || warning?.dueAt === dueAt ? 'transition-not-allowed' : undefined,
  effect: ({ dueAt, input: { proposedDate }, day }) => {
    if (!dueAt) throw new Error('nobody is warned of a due day where there is none');
    const warning: Warning = { dueAt, as: 'due-soon', proposedDate };
    return { change: { warning }, data: { apologyDraft: apologyDraftOf({ dueAt, warning }, day) } };
  },
});
