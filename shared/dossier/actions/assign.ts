import * as z from 'zod';
import { Colleague } from '../../absence/absence.ts';
import { divisionOf } from '../../agency/agency.ts';
import { fault } from '../../http/faults.ts';
import { Problem } from '../../http/problems.ts';
import { action } from '../action.ts';

/** Who gets a dossier: an officer, or a division whose officers take it. */
export const Assigned = z.union([
  Colleague.strict(),
  z.strictObject({ division: z.string().trim().min(1).max(60) }),
]);

/** The head has somebody work on it, or somebody else (NĐ 61/2018 Điều 19); the desk that hands it over may too (Điều 18). */
export const assign = action({
  name: 'assign',
  from: {
    received: { by: ['deskOfficer', 'agencyLeader'], to: 'received' },
    processing: { by: ['deskOfficer', 'agencyLeader'], to: 'processing' },
  },
  clock: 'none',
  input: { to: Assigned },
  event: { name: 'dossier.assigned', data: { division: z.string().optional() } },
  effect: ({ file: { dossier }, input: { to } }) => {
    if ('subject' in to) return { change: { assignee: to }, data: {} };
    if (!divisionOf(dossier.procedure.agency, to.division))
      throw new Problem('invalid-request', { faults: [fault('body', '/to/division', 'division-unknown')] });
    return { change: { assignee: to }, data: to };
  },
});
