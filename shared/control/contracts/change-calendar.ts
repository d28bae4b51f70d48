import { operation } from '../../http/operation.ts';
import { CalendarChange } from '../calendar-change.ts';
import { CalendarView } from '../view.ts';
import { stormDay } from './preview-calendar.ts';

export const changeCalendar = operation({
  id: 'change-calendar',
  area: 'control',
  method: 'POST',
  path: '/v1/calendar/versions',
  summary: {
    vi: 'Thêm năm, ngày nghỉ hoặc ngày làm bù vào lịch làm việc',
    en: 'Add a year, a day off or a worked Saturday to the working calendar',
  },
  description:
    'Makes the next version of the calendar, by which every due date is counted from now on, and moves the open dossiers in the background: `GET /v1/calendar` tells how far that is. `If-Match` is the ETag of the calendar.',
  callers: { officers: ['procedureControl'] },
  writes: 'change',
  body: CalendarChange,
  status: 201,
  output: CalendarView,
  etag: true,
  problems: ['invalid-request'],
  touches: { table: ['get', 'query', 'put'] },
  examples: { request: stormDay },
});
