import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';
import { CalendarVersionView } from '../view.ts';

export const listCalendarVersions = operation({
  id: 'list-calendar-versions',
  area: 'control',
  method: 'GET',
  path: '/v1/calendar/versions',
  summary: {
    vi: 'Ai đã thay đổi lịch làm việc, khi nào và vì sao, mới nhất trước',
    en: 'Who changed the working calendar, when and why, newest first',
  },
  callers: { officers: ['procedureControl'] },
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(CalendarVersionView),
  problems: ['cursor-invalid'],
  touches: { table: ['query'] },
});
