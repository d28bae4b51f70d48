import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { format } from '../../spreadsheet.ts';
import { DestructionView } from '../list-view.ts';

export const DestructionPath = z.object({ agency: AgencyCode, list: z.string().regex(/^\d{4}-\d{6}$/) });

export const readDestructionList = operation({
  id: 'read-destruction-list',
  area: 'retention',
  method: 'GET',
  path: '/v1/destruction-lists/{agency}/{list}',
  summary: {
    vi: 'Xem danh mục tài liệu hết thời hạn lưu trữ',
    en: 'Read a list of what is to be destroyed, or was',
  },
  description: 'With `format` as CSV or XLSX, as the annex of the decision of the head of the agency.',
  callers: { officers: ['agencyLeader', 'procedureControl'] },
  params: DestructionPath,
  query: z.strictObject({ format }),
  status: 200,
  output: DestructionView,
  etag: true,
  spreadsheet: 'whole',
  problems: ['destruction-list-not-found'],
  touches: { table: ['get'] },
});
