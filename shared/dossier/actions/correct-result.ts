import * as z from 'zod';
import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { signedResult } from './issue-result.ts';

/** A result that was given out is found wrong: another takes its place, and the wrong one is marked. An operation of its own. */
export const correctResult = action({
  name: 'correctResult',
  from: {
    done: { by: ['agencyLeader'], to: 'done' },
    returned: { by: ['agencyLeader'], to: 'returned' },
  },
  clock: 'none',
  input: {},
  event: {
    name: 'dossier.result-corrected',
    data: { ...signedResult, replaces: z.string(), reason: Words },
  },
});
