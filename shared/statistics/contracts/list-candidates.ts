import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { format } from '../../spreadsheet.ts';
import { Candidate } from '../candidates.ts';
import { isPeriod, noPeriod, period } from '../period.ts';

export const listCandidates = operation({
  id: 'list-candidates',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/candidates',
  summary: { vi: 'Thủ tục nên nâng lên mức độ 3, 4', en: 'Procedures that should move to level 3 or 4' },
  description:
    'Procedures below level 4 that are much used (`muchUsed` dossiers in the period) and not complex, with the reasons, those with the most paper dossiers first.',
  callers: { officers: ['agencyLeader', 'procedureControl'] },
  query: z
    .strictObject({
      ...period,
      agency: AgencyCode.optional(),
      muchUsed: z.coerce.number().int().min(1).max(1_000_000).default(100),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      format,
    })
    .refine(isPeriod, noPeriod('to')),
  status: 200,
  output: z.object({ items: z.array(Candidate) }),
  spreadsheet: 'whole',
  problems: [],
  touches: { table: ['get', 'getMany', 'query'] },
  timeoutSeconds: 29,
});
