import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { format } from '../../spreadsheet.ts';
import { isPeriod, noPeriod, period } from '../period.ts';
import { RevenueRow, RevenueTotal } from '../revenue.ts';

export const readRevenue = operation({
  id: 'read-revenue',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/revenue',
  summary: { vi: 'Số thu phí, lệ phí', en: 'Revenue of fees' },
  description:
    'What was taken by day, agency and line of fees: the sum of the receipts that were issued, less those that were replaced or cancelled, each on its own day, so that a day that is over stays as it was. Officers of an agency see their own; the control of procedures sees all, or one `agency`.',
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  query: z
    .strictObject({ ...period, agency: AgencyCode.optional(), format })
    .refine(isPeriod, noPeriod('to')),
  status: 200,
  output: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    rows: z.array(RevenueRow),
    total: RevenueTotal,
  }),
  spreadsheet: 'whole',
  problems: [],
  touches: { table: ['getMany', 'query'] },
  timeoutSeconds: 29,
});
