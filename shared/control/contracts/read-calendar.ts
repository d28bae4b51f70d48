import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { CalendarView } from '../view.ts';

export const readCalendar = operation({
  id: 'read-calendar',
  area: 'control',
  method: 'GET',
  path: '/v1/calendar',
  summary: {
    vi: 'Lịch làm việc: ngày nghỉ và ngày làm bù',
    en: 'The working calendar: days off and worked Saturdays',
  },
  description:
    'The version in force, or the one that is asked for, with how far it has been brought to the open dossiers.',
  callers: { officers: ['procedureControl'] },
  query: z.strictObject({ version: z.coerce.number().int().min(1).optional() }),
  status: 200,
  output: CalendarView,
  etag: true,
  problems: ['calendar-version-not-found'],
  touches: { table: ['get', 'query'] },
});
