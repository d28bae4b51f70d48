import { action } from '../action.ts';
import { receive } from './receive.ts';

/** The desk files for the applicant and receives at once what came in on paper: the reception is `shared/desk/intake.ts`'s. */
export const takeIn = action({
  name: 'takeIn',
  from: { draft: { by: ['deskOfficer'], to: 'received' } },
  clock: 'start',
  input: {},
  event: receive.event,
});
