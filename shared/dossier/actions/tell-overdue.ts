import { localDateOf } from '../../clock.ts';
import { action } from '../action.ts';

/** The due time is past and the result is not there: told once of each due day. */
export const tellOverdue = action({
  name: 'tellOverdue',
  from: {
    received: { by: ['system'], to: 'received' },
    processing: { by: ['system'], to: 'processing' },
    withdrawalRequested: { by: ['system'], to: 'withdrawalRequested' },
  },
  clock: 'none',
  input: {},
  event: { name: 'dossier.overdue', data: {} },
  forbids: ({ dueAt, warning }, day) => {
    const isTold = warning?.as === 'overdue' && warning.dueAt === dueAt;
    return !dueAt || day < localDateOf(dueAt) || isTold ? 'transition-not-allowed' : undefined;
  },
  effect: ({ dueAt }) => {
    if (!dueAt) throw new Error('nothing is overdue where no day is due');
    return { change: { warning: { dueAt, as: 'overdue' } } };
  },
});
