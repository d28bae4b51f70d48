import * as z from 'zod';
import { LocalDate } from '../../clock.ts';
import { worklists } from '../../dossier/lists.ts';
import { deskRoles } from '../../dossier/paths.ts';
import { DossierSummary } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';

export const listWorklist = operation({
  id: 'list-worklist',
  area: 'desk',
  method: 'GET',
  path: '/v1/worklist',
  summary: { vi: 'Danh sách hồ sơ cần xử lý', en: "An officer's worklists" },
  description: `By what is due first; dossiers without a due date by their age. Without \`list\`, all of the agency whose time runs; \`dueToday\` and \`overdue\` are parts of it. Each open dossier lies in one of the others: \`mine\` (with those of whom the officer covers), \`division\` and \`unassigned\` to be claimed, \`approval\` with the leader, \`waiting\` for the applicant, a payment or a consulted agency, \`reception\` and \`results\` at the desk; \`asked\` is what other agencies want to know. \`dueBefore\` is a local day, exclusive.`,
  callers: { officers: deskRoles },
  query: z.strictObject({
    list: z.enum(worklists).default('due'),
    dueBefore: LocalDate.optional(),
    limit: Limit,
    cursor: Cursor,
  }),
  status: 200,
  output: pageOf(DossierSummary),
  problems: ['cursor-invalid'],
  touches: { table: ['query', 'getMany'], indexes: ['worklist', 'place'] },
});
