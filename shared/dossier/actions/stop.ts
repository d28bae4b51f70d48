import * as z from 'zod';
import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { requireApproved, undecided } from '../judged.ts';
import { Reason } from '../reason.ts';
import { deciding } from '../roles.ts';

/** Not eligible and no supplement would help: form 03 within the processing time (NĐ 61/2018 Điều 19(8)). */
export const stop = action({
  name: 'stop',
  from: { received: { by: deciding, to: 'stopped' }, processing: { by: deciding, to: 'stopped' } },
  clock: 'none',
  input: { reason: Reason },
  event: { name: 'dossier.stopped', data: { reason: Words, withdrawn: z.boolean() } },
  forbids: undecided,
  effect: ({ file, input: { reason } }) => {
    requireApproved(file, 'stop');
    return { change: { reason }, data: { reason, withdrawn: false } };
  },
});
