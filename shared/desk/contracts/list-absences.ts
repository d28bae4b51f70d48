import * as z from 'zod';
import { AbsenceView } from '../../absence/absence.ts';
import { deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';

export const listAbsences = operation({
  id: 'list-absences',
  area: 'desk',
  method: 'GET',
  path: '/v1/absences',
  summary: { vi: 'Ai vắng mặt, ai làm thay', en: 'Who is away, and who covers' },
  description: "The absences of the officer's agency that have not passed.",
  callers: { officers: deskRoles },
  status: 200,
  output: z.object({ items: z.array(AbsenceView) }),
  problems: [],
  touches: { table: ['query'] },
});
