import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { fault } from '../../http/faults.ts';
import { Problem } from '../../http/problems.ts';
import { action } from '../action.ts';
import { endedConsultation } from '../ended-consultation.ts';
import { deciding } from '../roles.ts';

/** An answer is no longer wanted, or no longer waited for. */
export const withdrawConsultation = action({
  name: 'withdrawConsultation',
  from: { processing: { by: deciding, to: 'processing' } },
  clock: 'none',
  input: { agency: AgencyCode },
  event: { name: 'dossier.consultation-withdrawn', data: { consulted: z.string() } },
  hands: 'own',
  forbids: ({ consulted = [] }) => (consulted.length > 0 ? undefined : 'transition-not-allowed'),
  effect: ({ file, input: { agency }, at, actor }) => {
    if (!file.dossier.consulted?.includes(agency))
      throw new Problem('invalid-request', { faults: [fault('body', '/agency', 'agency-not-asked')] });
    return {
      ...endedConsultation(file, agency, { state: 'withdrawn', endedAt: at, endedBy: actor }),
      data: { consulted: agency },
    };
  },
});
