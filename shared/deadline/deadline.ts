import * as z from 'zod';
import { LocalDate } from '../clock.ts';
import { StoredInstant } from '../instant.ts';

const processingTime = (days: z.ZodInt) =>
  z.discriminatedUnion('unit', [
    z.object({ unit: z.literal('workingDays'), days }),
    z.object({ unit: z.literal('calendarDays'), days }),
    z.object({ unit: z.literal('sameDay') }),
  ]);

/** How long an agency may take by law. No procedure of the province takes a year: more is a slip of the keyboard. */
export const ProcessingTime = processingTime(z.int().min(1).max(365));
export type ProcessingTime = z.infer<typeof ProcessingTime>;

/** The same as a dossier took it over from its procedure: what was checked when that came in is not checked again. */
export const KeptProcessingTime = processingTime(z.int());

/**
 * What moves a dossier's clock. `restart` gives the full time anew once the papers are complete (NĐ 61/2018 Điều
 * 19(4)), `resume` gives back the time of the pause (QĐ 766/QĐ-TTg takes supplement time out). `extend` adds days of
 * the term, as the procedure's own law allows; `reappoint` promises another day (NĐ 61/2018 Điều 19(9)).
 */
export const ClockEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['start', 'pause', 'resume', 'restart']), at: StoredInstant }),
  z.object({ kind: z.literal('extend'), at: StoredInstant, days: z.int() }),
  z.object({ kind: z.literal('reappoint'), at: StoredInstant, until: LocalDate }),
]);
export type ClockEvent = z.infer<typeof ClockEvent>;
