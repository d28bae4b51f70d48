import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { format } from '../../spreadsheet.ts';
import { isPeriod, noPeriod, period } from '../period.ts';
import { ReportRow, reportForms } from '../report.ts';

export const readReport = operation({
  id: 'read-report',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/reports/{form}',
  summary: { vi: 'Báo cáo mẫu II.06a, II.07a', en: 'Reports II.06a and II.07a' },
  description:
    'What was to be resolved and what became of it, by agency (06a) or by field (07a), as of the end of the period. Officers of an agency see their own; the control of procedures sees all, or one `agency`.',
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  params: z.object({ form: z.enum(reportForms) }),
  query: z
    .strictObject({ ...period, agency: AgencyCode.optional(), format })
    .refine(isPeriod, noPeriod('to')),
  status: 200,
  output: z.object({
    form: z.enum(reportForms),
    from: z.iso.date(),
    to: z.iso.date(),
    rows: z.array(ReportRow),
    total: ReportRow,
  }),
  spreadsheet: 'whole',
  problems: [],
  touches: { table: ['get', 'query'] },
  timeoutSeconds: 29,
});
