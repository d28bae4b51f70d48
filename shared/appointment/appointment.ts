import * as z from 'zod';
import { Actor } from '../actor.ts';
import { StoredInstant } from '../instant.ts';
import type { Access } from '../table/access.ts';
import { appointmentKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Words } from '../text.ts';

/** Another due day than the one of the receipt: given with an apology (form 04, NĐ 61/2018 Điều 19(9)), or by an extension. */
export const Appointment = z.object({
  v: z.literal(1),
  /** 1, 2 … in the life of its dossier. */
  number: z.int().min(1),
  kind: z.enum(['extension', 'reappointment']),
  at: StoredInstant,
  by: Actor,
  reason: Words,
  /** When the result was due before, and when it is due now. */
  dueBefore: StoredInstant,
  dueAt: StoredInstant,
});
export type Appointment = z.infer<typeof Appointment>;

/** A new appointment. */
export const putAppointment = (dossierId: string, appointment: Appointment, access: Access): Write => ({
  put: { ...appointmentKey(dossierId, appointment.number), ...appointment, ...access },
  when: absent,
});
