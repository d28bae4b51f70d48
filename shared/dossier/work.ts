import * as z from 'zod';
import { withVietnamOffset } from '../clock.ts';
import { Consultation } from '../consultation/consultation.ts';
import { Proposal } from '../proposal/proposal.ts';
import { type DossierFile, Filed } from './dossier.ts';

const localTime = z.iso.datetime({ offset: true });

/** What officers see of the work on a dossier inside the agency, oldest first. */
export const Work = z
  .object({
    stage: Filed.shape.stage,
    consultations: z.array(
      Consultation.pick({
        consulted: true,
        question: true,
        state: true,
        opinion: true,
        answer: true,
        letter: true,
        silenceAgrees: true,
      }).extend({ askedAt: localTime, deadline: z.iso.date(), endedAt: localTime.optional() }),
    ),
    proposals: z.array(
      Proposal.pick({ outcome: true, appraisal: true, verdict: true, note: true }).extend({
        proposedAt: localTime,
        judgedAt: localTime.optional(),
      }),
    ),
  })
  .meta({ id: 'Work' });
export type Work = z.infer<typeof Work>;

export const workOf = ({ dossier, consultations, proposals }: DossierFile<Filed>): Work => ({
  stage: dossier.stage,
  consultations: consultations.map(
    ({ consulted, question, state, opinion, answer, letter, silenceAgrees, askedAt, deadline, endedAt }) => ({
      consulted,
      question,
      state,
      opinion,
      answer,
      letter,
      silenceAgrees,
      askedAt: withVietnamOffset(askedAt),
      deadline,
      endedAt: endedAt && withVietnamOffset(endedAt),
    }),
  ),
  proposals: proposals.map(({ outcome, appraisal, verdict, note, proposedAt, judgedAt }) => ({
    outcome,
    appraisal,
    verdict,
    note,
    proposedAt: withVietnamOffset(proposedAt),
    judgedAt: judgedAt && withVietnamOffset(judgedAt),
  })),
});
