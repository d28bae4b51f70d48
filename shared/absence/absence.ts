import * as z from 'zod';
import { Subject } from '../actor.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { LocalDate, withVietnamOffset } from '../clock.ts';
import type { Officer } from '../http/caller.ts';
import { officerRoles } from '../http/operation.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';

/** A colleague as a token names one: the provider's `sub`, and the name to show. */
export const Colleague = z.object({
  subject: personal(z.string().min(1).max(200), 'account'),
  name: personal(z.string().trim().min(2).max(100), 'personName'),
});
export type Colleague = z.infer<typeof Colleague>;

/** The same as it is kept and shown: of an officer's own token, which may state no name. */
const KeptColleague = z.object({ subject: Subject, name: KeptName });

/** Days on which an officer is away, and who stands in. */
export const Absence = z.object({
  v: z.literal(1),
  officer: KeptColleague,
  /** A role is a power that no colleague lends: only one of the same role stands in. */
  role: z.enum(officerRoles),
  agency: z.string(),
  cover: KeptColleague,
  /** First and last local day. */
  from: LocalDate,
  until: LocalDate,
  recordedAt: StoredInstant,
  /** When the officer came back sooner. */
  endedAt: StoredInstant.optional(),
});
export type Absence = z.infer<typeof Absence>;

/** An absence as answers show it. */
export const AbsenceView = Absence.pick({ officer: true, role: true, cover: true })
  .extend({
    from: z.iso.date(),
    until: z.iso.date(),
    endedAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'Absence' });

export const viewOfAbsence = ({
  officer,
  role,
  cover,
  from,
  until,
  endedAt,
}: Absence): z.output<typeof AbsenceView> => ({
  officer,
  role,
  cover,
  from,
  until,
  endedAt: endedAt && withVietnamOffset(endedAt),
});

const isAway = ({ from, until, endedAt }: Absence, day: LocalDate): boolean =>
  !endedAt && from <= day && day <= until;

/** An officer as the absences of its agency leave it on a local day: away, or at work also for others. */
export function atWork(officer: Officer, absences: readonly Absence[], day: LocalDate): Officer {
  const today = absences.filter((absence) => isAway(absence, day));
  return {
    ...officer,
    away: today.some(({ officer: { subject } }) => subject === officer.subject),
    covers: [
      ...new Set(
        today
          .filter(({ cover, role }) => cover.subject === officer.subject && role === officer.role)
          .map(({ officer: { subject } }) => subject),
      ),
    ],
  };
}
