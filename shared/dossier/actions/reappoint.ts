import * as z from 'zod';
import { LocalDate, localDateOf } from '../../clock.ts';
import { addDays } from '../../deadline/calendar.ts';
import { fault } from '../../http/faults.ts';
import { Problem } from '../../http/problems.ts';
import { inForce, lawOn } from '../../law/law.ts';
import { Words } from '../../text.ts';
import { action } from '../action.ts';
import { appointed } from '../appointed.ts';
import { Reason } from '../reason.ts';

/**
 * Form 04: the agency will be late, apologises, and appoints another day, as often as the law allows and so early before
 * the due day as it says (NĐ 61/2018 Điều 19(9)). Later than that it is refused, the due day stands, and the dossier is
 * overdue once that day is past: no day that was missed is appointed away.
 */
export const reappoint = action({
  name: 'reappoint',
  from: {
    received: { by: ['agencyLeader'], to: 'received' },
    processing: { by: ['agencyLeader'], to: 'processing' },
  },
  clock: 'appoint',
  input: { reason: Reason, newDate: LocalDate },
  event: {
    name: 'dossier.reappointed',
    data: { reason: Words, dueBefore: z.iso.datetime({ offset: true }) },
  },
  appoints: ({ dossier: { dueAt }, input: { newDate }, at }) => {
    if (dueAt && newDate <= localDateOf(dueAt))
      throw new Problem('invalid-request', { faults: [fault('body', '/newDate', 'not-later')] });
    return { kind: 'reappoint', at, until: newDate };
  },
  forbids: ({ dueAt, reappointments }, day) => {
    if (!dueAt) return 'transition-not-allowed';
    if (reappointments >= (inForce('reappointments', day)?.value ?? 0)) return 'reappointment-limit-reached';
    const lastDay = addDays(localDateOf(dueAt), -lawOn('apologyDays', day).value);
    return day > lastDay ? 'reappointment-too-late' : undefined;
  },
  effect: (situation) => ({
    ...appointed('reappointment', situation),
    change: { reappointments: situation.file.dossier.reappointments + 1 },
  }),
});
