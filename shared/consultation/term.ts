import * as z from 'zod';
import { KeptProcessingTime, ProcessingTime } from '../deadline/deadline.ts';

const term = <Time extends z.ZodType>(time: Time) =>
  z.object({
    time,
    /** Whether an agency that says nothing in this time has agreed. */
    silenceAgrees: z.boolean(),
    /** The article that says so. */
    source: z.string().min(1),
  });

/** How long an agency that is asked for its opinion has by the procedure's own law, and what its silence means. */
export const ConsultationTerm = term(ProcessingTime);

/** The same as a dossier took it over from its procedure. */
export const KeptConsultationTerm = term(KeptProcessingTime);
