import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { format } from '../../spreadsheet.ts';
import { CatalogueFigures } from '../catalogue-figures.ts';

export const readCatalogueFigures = operation({
  id: 'read-catalogue-figures',
  area: 'statistics',
  method: 'GET',
  path: '/v1/statistics/catalogue',
  summary: { vi: 'Thống kê thủ tục theo mức độ', en: 'Procedures by level' },
  description: 'How many procedures the catalogue has today, of each level, with the share of all.',
  callers: 'public',
  query: z.strictObject({ format }),
  status: 200,
  output: CatalogueFigures,
  spreadsheet: 'whole',
  problems: [],
  touches: { table: ['get'] },
});
