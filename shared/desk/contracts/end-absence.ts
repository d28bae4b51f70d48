import * as z from 'zod';
import { AbsenceView } from '../../absence/absence.ts';
import { LocalDate } from '../../clock.ts';
import { deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';

export const endAbsence = operation({
  id: 'end-absence',
  area: 'desk',
  method: 'POST',
  path: '/v1/absences/{until}/end',
  summary: { vi: 'Trở lại làm việc sớm', en: 'Be back before an absence ends' },
  description: "The officer's own, by its last day.",
  callers: { officers: deskRoles },
  writes: 'create',
  params: z.object({ until: LocalDate }),
  status: 200,
  output: AbsenceView,
  problems: ['absence-not-found'],
  touches: { table: ['query', 'put'] },
});
