import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';
import { CalendarChange } from '../calendar-change.ts';

const localTime = z.iso.datetime({ offset: true });

export const stormDay = {
  reason: 'Công điện của Chủ tịch Ủy ban nhân dân tỉnh cho nghỉ phòng chống bão số 7',
  days: [
    {
      date: '2021-10-11',
      kind: 'HOLIDAY',
      name: 'Nghỉ phòng chống bão số 7',
      legalBasis: 'Công điện 12/CĐ-UBND ngày 10/10/2021',
    },
  ],
};

export const previewCalendar = operation({
  id: 'preview-calendar',
  area: 'control',
  method: 'POST',
  path: '/v1/calendar/preview',
  summary: {
    vi: 'Xem trước những hồ sơ đổi ngày hẹn trả nếu lịch thay đổi',
    en: 'Preview which open dossiers would be due another day',
  },
  description:
    'Changes nothing. A page tells of as many dossiers as it looked at, so it may be short or empty while `nextCursor` leads on.',
  callers: { officers: ['procedureControl'] },
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  body: CalendarChange,
  status: 200,
  output: pageOf(
    z
      .object({
        dossierId: z.uuid(),
        code: z.string(),
        agency: z.string(),
        dueAt: localTime,
        newDueAt: localTime,
        /** By how many days it would move; negative: it would be due earlier. */
        days: z.int(),
      })
      .meta({ id: 'DueDateMove' }),
  ).extend({
    /** Open dossiers that this page looked at, and those of them that could not be counted. */
    seen: z.int(),
    failed: z.int(),
  }),
  problems: ['cursor-invalid', 'invalid-request'],
  touches: { table: ['query', 'getMany'], indexes: ['due'] },
  examples: { request: stormDay },
});
