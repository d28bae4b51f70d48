import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { DestructionSummary } from '../list-view.ts';

export const drawDestructionList = operation({
  id: 'draw-destruction-list',
  area: 'retention',
  method: 'POST',
  path: '/v1/destruction-lists',
  summary: {
    vi: 'Lập danh mục tài liệu hết thời hạn lưu trữ',
    en: 'Draw a list of what is to be destroyed',
  },
  description:
    'Of the dossiers that were filed with an agency in a year, those that are closed and whose years are over, 1,000 at most; what is held is passed over. One list of a year is drawn when the one before has come to its end. Nothing is destroyed until the head of the agency has approved it.',
  callers: { officers: ['procedureControl'] },
  writes: 'create',
  body: z.strictObject({ agency: AgencyCode, year: z.int().min(2000).max(2099) }),
  status: 201,
  output: DestructionSummary,
  etag: true,
  problems: ['destruction-not-allowed'],
  touches: { table: ['get', 'getMany', 'query', 'put'] },
  // The year of the busiest agency is a hundred thousand facts, of which it looks at as many as it takes.
  timeoutSeconds: 29,
  examples: { request: { agency: 'H25.03', year: 2011 } },
});
