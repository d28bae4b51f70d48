import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { Reason } from '../reason.ts';

/** Form 03, always with a reason (NĐ 61/2018 Điều 17(1)(b)). */
export const refuse = action({
  name: 'refuse',
  from: { submitted: { by: ['deskOfficer'], to: 'refused' } },
  clock: 'none',
  input: { reason: Reason },
  event: { name: 'dossier.refused', data: { reason: Words } },
  effect: ({ input: { reason } }) => ({ change: { reason }, data: { reason } }),
});
