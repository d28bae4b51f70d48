import { type Appointment, putAppointment } from '../appointment/appointment.ts';
import { withVietnamOffset } from '../clock.ts';
import { accessTo } from './access.ts';
import type { Situation } from './action.ts';

/** Another due day, as a part of the dossier, as its own item, and as its event tells it. */
export function appointed(
  kind: Appointment['kind'],
  { file: { dossier, appointments }, input, at, actor, dueAt }: Situation<{ readonly reason: string }>,
) {
  const dueBefore = dossier.dueAt;
  if (!dueBefore || !dueAt) throw new Error('only a day that is due can be changed for another');
  const { reason } = input;
  const number = dossier.extensions + dossier.reappointments + 1;
  const appointment: Appointment = { v: 1, number, kind, at, by: actor, reason, dueBefore, dueAt };
  return {
    parts: { appointments: [...appointments, appointment] },
    writes: [putAppointment(dossier.id, appointment, accessTo(dossier))],
    data: { reason, dueBefore: withVietnamOffset(dueBefore) },
  };
}
