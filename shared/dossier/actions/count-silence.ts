import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { Problem } from '../../http/problems.ts';
import { action } from '../action.ts';
import { whereConsulted } from '../consulted.ts';
import { endedConsultation, openConsultation } from '../ended-consultation.ts';

/** An agency has said nothing in the time that the law gives it, and by that law has agreed. */
export const countSilence = action({
  name: 'countSilence',
  from: whereConsulted('system'),
  clock: 'none',
  input: { agency: AgencyCode },
  event: {
    name: 'dossier.consultation-silent',
    data: {
      consulted: z.string(),
      /** The law that says so. */
      source: z.string(),
    },
  },
  effect: ({ file, input: { agency }, at, day, actor }) => {
    const { silenceAgrees: source, deadline } = openConsultation(file, agency);
    if (source === undefined || day <= deadline) throw new Problem('transition-not-allowed');
    return {
      ...endedConsultation(file, agency, { state: 'silent', endedAt: at, endedBy: actor }),
      data: { consulted: agency, source },
    };
  },
});
