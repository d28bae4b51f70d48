import * as z from 'zod';
import { LocalDate } from '../../clock.ts';
import { deskRoles } from '../../dossier/paths.ts';
import { openStatuses } from '../../dossier/status.ts';
import { DossierSummary } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';

export const listWorklist = operation({
  id: 'list-worklist',
  area: 'desk',
  method: 'GET',
  path: '/v1/worklist',
  summary: { vi: 'Danh sách hồ sơ cần xử lý của cơ quan', en: "The agency's open dossiers" },
  description:
    'By what is due first; dossiers without a due date by their age. `dueBefore` is a local day, exclusive.',
  callers: { officers: deskRoles },
  query: z.strictObject({
    status: z.enum(openStatuses).optional(),
    dueBefore: LocalDate.optional(),
    limit: Limit,
    cursor: Cursor,
  }),
  status: 200,
  output: pageOf(DossierSummary),
  problems: ['cursor-invalid'],
  touches: { indexes: ['worklist', 'status'] },
});
