import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { format } from '../../spreadsheet.ts';
import { Indicator } from '../indicators.ts';
import { isPeriod, noPeriod, period } from '../period.ts';

export const readIndicators = operation({
  id: 'read-indicators',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/indicators',
  summary: { vi: 'Chỉ số theo Quyết định 766/QĐ-TTg', en: 'Indicators of Decision 766/QĐ-TTg' },
  description:
    'The indicators that the records give. Officers of an agency see their own; the control of procedures sees all, or one `agency`.',
  callers: { officers: ['agencyLeader', 'procedureControl'] },
  query: z
    .strictObject({ ...period, agency: AgencyCode.optional(), format })
    .refine(isPeriod, noPeriod('to')),
  status: 200,
  output: z.object({ from: z.iso.date(), to: z.iso.date(), items: z.array(Indicator) }),
  spreadsheet: 'whole',
  problems: [],
  touches: { table: ['get', 'query'] },
  timeoutSeconds: 29,
});
