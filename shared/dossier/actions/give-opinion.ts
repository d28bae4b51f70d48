import * as z from 'zod';
import { opinions } from '../../consultation/consultation.ts';
import { Problem } from '../../http/problems.ts';
import { personal } from '../../personal.ts';
import { action } from '../action.ts';
import { whereConsulted } from '../consulted.ts';
import { endedConsultation, openConsultation } from '../ended-consultation.ts';

/** An agency that is asked says what it thinks; `shared/desk/` has its operation. */
export const giveOpinion = action({
  name: 'giveOpinion',
  from: whereConsulted('consulted'),
  clock: 'none',
  input: {
    opinion: z.enum(opinions),
    answer: personal(z.string().trim().min(5).max(4000), 'words'),
    letter: z.string().trim().min(1).max(60).optional(),
  },
  event: {
    name: 'dossier.consultation-answered',
    data: { consulted: z.string(), opinion: z.enum(opinions) },
  },
  effect: ({ file, input, at, day, actor }) => {
    if (actor.kind !== 'officer') throw new Error('an agency answers by an officer of its own');
    const { agency: consulted } = actor;
    const { silenceAgrees, deadline } = openConsultation(file, consulted);
    // By law it has agreed already, whether or not the clock has come to count it.
    if (silenceAgrees !== undefined && day > deadline) throw new Problem('consultation-ended');
    const { opinion, answer, letter } = input;
    return {
      ...endedConsultation(file, consulted, {
        state: 'answered',
        opinion,
        answer,
        letter,
        endedAt: at,
        endedBy: actor,
      }),
      data: { consulted, opinion },
    };
  },
});
