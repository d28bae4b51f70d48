import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { format } from '../../spreadsheet.ts';
import { KeptText } from '../../text.ts';
import { groupings } from '../census.ts';
import { Figures } from '../figures.ts';
import { isPeriod, noPeriod, period } from '../period.ts';
import { orders } from '../published.ts';

export const readFigures = operation({
  id: 'read-figures',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/figures',
  summary: { vi: 'Số liệu tiếp nhận, giải quyết hồ sơ trong một kỳ', en: 'Figures of dossiers in a period' },
  description:
    'Dossiers of a period of local days, as of the end of its last: received by channel, resolved in time or not, in progress, by post. `by` gives them also by month (a trend), agency, field, procedure or level, ranked by `order`. `place=centre` counts the departments at the Centre, `district` the districts. Fewer than five dossiers of sensitive procedures are not shown: their `figures` are null.',
  callers: 'public',
  query: z
    .strictObject({
      ...period,
      agency: AgencyCode.optional(),
      place: z.enum(['centre', 'district']).optional(),
      by: z.enum(['month', ...groupings]).optional(),
      order: z.enum(orders).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      format,
    })
    .refine(isPeriod, noPeriod('to')),
  status: 200,
  output: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    total: Figures,
    rows: z.array(z.object({ rank: z.int(), key: z.string(), name: KeptText, figures: Figures.nullable() })),
  }),
  spreadsheet: 'whole',
  problems: [],
  touches: { table: ['get', 'query'] },
  timeoutSeconds: 29,
});
