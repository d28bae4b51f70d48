import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { LocalDate } from '../../clock.ts';
import { operation } from '../../http/operation.ts';
import { format } from '../../spreadsheet.ts';
import { Comparison } from '../comparison.ts';
import { isPeriod, noPeriod, period } from '../period.ts';

export const comparePeriods = operation({
  id: 'compare-periods',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/comparison',
  summary: { vi: 'So sánh hai kỳ', en: 'Compare two periods' },
  description:
    'The figures of a period beside those of another (`withFrom`, `withTo`): differences, percentage points, and how many times as many.',
  callers: 'public',
  query: z
    .strictObject({
      ...period,
      withFrom: LocalDate,
      withTo: LocalDate,
      agency: AgencyCode.optional(),
      format,
    })
    .refine(isPeriod, noPeriod('to'))
    .refine(({ withFrom, withTo }) => isPeriod({ from: withFrom, to: withTo }), noPeriod('withTo')),
  status: 200,
  output: Comparison,
  spreadsheet: 'whole',
  problems: [],
  touches: { table: ['query'] },
  timeoutSeconds: 29,
});
