import * as z from 'zod';
import { agencyByCode } from '../../agency/agency.ts';
import { AgencyCode } from '../../agency/code.ts';
import { localDateOf } from '../../clock.ts';
import { type Consultation, putConsultation } from '../../consultation/consultation.ts';
import { dueFromLedger } from '../../deadline/reckoning.ts';
import { fault } from '../../http/faults.ts';
import { Problem } from '../../http/problems.ts';
import { personal } from '../../personal.ts';
import { accessTo } from '../access.ts';
import { action, type Situation } from '../action.ts';
import type { Filed } from '../dossier.ts';
import { deciding } from '../roles.ts';
import { withinCalendar } from '../within-calendar.ts';

const input = {
  agency: AgencyCode,
  question: personal(z.string().trim().min(10).max(4000), 'words'),
  /** How long it has; where the procedure's own law says so, that is not for the officer to say. */
  workingDays: z.int().min(1).max(60).optional(),
};
type Asked = z.output<z.ZodObject<typeof input>>;

/** Another agency is asked for its opinion, beside others that are (NĐ 61/2018 Điều 19); the time of the dossier runs on. */
export const consult = action({
  name: 'consult',
  from: { processing: { by: deciding, to: 'processing' } },
  clock: 'none',
  input,
  event: {
    name: 'dossier.consultation-requested',
    data: {
      consulted: z.string(),
      /** Last local day to answer. */
      deadline: z.iso.date(),
    },
  },
  countsDays: true,
  hands: 'own',
  forbids: ({ stage }) => (stage ? 'transition-not-allowed' : undefined),
  effect: (situation) => {
    const { file, input: said, at, actor } = situation;
    const { dossier, consultations } = file;
    const term = dossier.procedure.consultation;
    requireAgency(said, dossier);
    const deadline = lastDay(situation);
    const consultation: Consultation = {
      v: 1,
      number: (dossier.consultations ?? 0) + 1,
      consulted: said.agency,
      question: said.question,
      askedAt: at,
      askedBy: actor,
      deadline,
      ...(term?.silenceAgrees && { silenceAgrees: term.source }),
      state: 'open',
    };
    return {
      change: {
        consultations: consultation.number,
        consulted: [...(dossier.consulted ?? []), said.agency],
      },
      parts: { consultations: [...consultations, consultation] },
      writes: [putConsultation(dossier.id, consultation, accessTo(dossier))],
      data: { consulted: said.agency, deadline },
    };
  },
});

/** @throws Problem `invalid-request` for one that is not there, decides itself, or is being asked */
function requireAgency({ agency }: Asked, { procedure, consulted = [] }: Filed): void {
  const refuse = (code: string) => {
    throw new Problem('invalid-request', { faults: [fault('body', '/agency', code)] });
  };
  if (!agencyByCode(agency)) refuse('agency-unknown');
  if (agency === procedure.agency) refuse('agency-decides');
  if (consulted.includes(agency)) refuse('agency-asked');
}

/** @throws Problem `invalid-request` when nobody says how long, or an officer what the law says; `calendar-ends` */
function lastDay({ file: { dossier }, input: { workingDays }, at, calendar }: Situation<Asked>) {
  const byLaw = dossier.procedure.consultation?.time;
  if ((byLaw === undefined) === (workingDays === undefined))
    throw new Problem('invalid-request', {
      faults: [fault('body', '/workingDays', byLaw ? 'set-by-law' : 'required')],
    });
  const time = byLaw ?? { unit: 'workingDays', days: workingDays ?? 0 };
  const due = calendar && withinCalendar(() => dueFromLedger([{ kind: 'start', at }], time, calendar));
  if (!due) throw new Error('a consultation has no calendar to count by');
  return localDateOf(due);
}
