import * as z from 'zod';
import { AbsenceView, Colleague } from '../../absence/absence.ts';
import { LocalDate } from '../../clock.ts';
import { deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';

export const recordAbsence = operation({
  id: 'record-absence',
  area: 'desk',
  method: 'POST',
  path: '/v1/absences',
  summary: { vi: 'Ghi lịch vắng mặt và người làm thay', en: 'Record an absence and who covers' },
  description:
    "An officer's own. Meanwhile the cover, of the same role, sees and does what the officer would, also what is assigned to it then; the officer takes nothing on before it is back. Everybody learns of it within half a minute.",
  callers: { officers: deskRoles },
  writes: 'create',
  body: z.strictObject({ from: LocalDate, until: LocalDate, cover: Colleague.strict() }),
  status: 201,
  output: AbsenceView,
  problems: ['invalid-request'],
  touches: { table: ['put'] },
  examples: {
    request: {
      from: '2021-11-01',
      until: '2021-11-05',
      cover: { subject: 'stp.chuyen-vien-2', name: 'Trịnh Thu Trang' },
    },
  },
});
