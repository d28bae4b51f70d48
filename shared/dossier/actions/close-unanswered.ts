import * as z from 'zod';
import { action } from '../action.ts';
import { Reason } from '../reason.ts';
import { deciding } from '../roles.ts';

/** The supplement did not come in time. */
export const closeUnanswered = action({
  name: 'closeUnanswered',
  from: { supplementRequested: { by: ['deskOfficer', ...deciding], to: 'refused' } },
  clock: 'none',
  input: { reason: Reason },
  event: { name: 'dossier.refused', data: { reason: z.string() } },
  forbids: ({ supplementUntil }, day) =>
    supplementUntil && day <= supplementUntil ? 'transition-not-allowed' : undefined,
  effect: ({ input: { reason } }) => ({ change: { reason, supplementUntil: undefined }, data: { reason } }),
});
