import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';
import { DestructionSummary } from '../list-view.ts';

export const listDestructionLists = operation({
  id: 'list-destruction-lists',
  area: 'retention',
  method: 'GET',
  path: '/v1/destruction-lists',
  summary: {
    vi: 'Các danh mục tài liệu hết thời hạn lưu trữ của cơ quan, năm mới nhất trước',
    en: "An agency's lists of what is to be destroyed, or was, the newest year first",
  },
  description: "The caller's own agency, or for the control of procedures the one that is asked for.",
  callers: { officers: ['agencyLeader', 'procedureControl'] },
  query: z.strictObject({ agency: AgencyCode.optional(), limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(DestructionSummary),
  problems: ['cursor-invalid'],
  touches: { table: ['query'] },
});
