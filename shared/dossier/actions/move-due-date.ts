import * as z from 'zod';
import { withVietnamOffset } from '../../clock.ts';
import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { Reason } from '../reason.ts';

/** The working calendar has changed under an open dossier: its time is counted again by the one in force. */
export const moveDueDate = action({
  name: 'moveDueDate',
  from: {
    received: { by: ['system'], to: 'received' },
    processing: { by: ['system'], to: 'processing' },
    withdrawalRequested: { by: ['system'], to: 'withdrawalRequested' },
  },
  clock: 'recount',
  input: { reason: Reason },
  event: {
    name: 'dossier.due-date-moved',
    data: { reason: Words, dueBefore: z.iso.datetime({ offset: true }) },
  },
  forbids: ({ dueAt }) => (dueAt ? undefined : 'transition-not-allowed'),
  effect: ({ file: { dossier }, input: { reason } }) => {
    if (!dossier.dueAt) throw new Error('no due day moves where there is none');
    return { data: { reason, dueBefore: withVietnamOffset(dossier.dueAt) } };
  },
});
