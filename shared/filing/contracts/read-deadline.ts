import { DeadlineView } from '../../dossier/deadline.ts';
import { DossierPath, deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';

export const readDeadline = operation({
  id: 'read-deadline',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/deadline',
  summary: {
    vi: 'Thời hạn giải quyết của một hồ sơ và cách tính từng ngày',
    en: 'When the result of a dossier is due, and how that is counted day by day',
  },
  description:
    'The due date is the last line of its own explanation: each day counted or not with the reason and its legal basis, each stop and start of the clock, by the version of the working calendar that is named.',
  callers: { applicants: true, officers: deskRoles },
  params: DossierPath,
  status: 200,
  output: DeadlineView,
  problems: ['dossier-not-found'],
  touches: { table: ['query'] },
  examples: {
    response: {
      dossierId: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01',
      code: 'H25.03-211008-0001',
      standing: 'inTime',
      standingName: { vi: 'trong hạn', en: 'in time' },
      asOf: '2021-10-08T10:00:00+07:00',
      dueAt: '2021-10-11T17:00:00+07:00',
      left: { workingDays: 1, hours: 5, minutes: 0 },
      calendarVersion: 1,
      explanation: [
        {
          kind: 'event',
          event: 'start',
          at: '2021-10-08T09:00:00+07:00',
          moment: 'atWork',
          text: {
            vi: '09:00 Thứ Sáu 08/10/2021: tiếp nhận hồ sơ, bắt đầu tính thời hạn',
            en: '09:00 Friday 08/10/2021: received, the term begins',
          },
        },
        {
          kind: 'day',
          date: '2021-10-08',
          verdict: 'firstDay',
          legalBasis: 'Bộ luật Dân sự 2015 Điều 147(2)',
          text: {
            vi: 'Thứ Sáu 08/10/2021: không tính, ngày đầu tiên của thời hạn (Bộ luật Dân sự 2015 Điều 147(2))',
            en: 'Friday 08/10/2021: not counted, the first day of the term (Bộ luật Dân sự 2015 Điều 147(2))',
          },
        },
        {
          kind: 'day',
          date: '2021-10-09',
          verdict: 'weekend',
          legalBasis: 'Bộ luật Lao động 2019 Điều 111, Quyết định 188/1999/QĐ-TTg',
          text: {
            vi: 'Thứ Bảy 09/10/2021: không tính, ngày nghỉ hằng tuần (Bộ luật Lao động 2019 Điều 111, Quyết định 188/1999/QĐ-TTg)',
            en: 'Saturday 09/10/2021: not counted, weekly rest (Bộ luật Lao động 2019 Điều 111, Quyết định 188/1999/QĐ-TTg)',
          },
        },
        {
          kind: 'day',
          date: '2021-10-10',
          verdict: 'weekend',
          legalBasis: 'Bộ luật Lao động 2019 Điều 111, Quyết định 188/1999/QĐ-TTg',
          text: {
            vi: 'Chủ Nhật 10/10/2021: không tính, ngày nghỉ hằng tuần (Bộ luật Lao động 2019 Điều 111, Quyết định 188/1999/QĐ-TTg)',
            en: 'Sunday 10/10/2021: not counted, weekly rest (Bộ luật Lao động 2019 Điều 111, Quyết định 188/1999/QĐ-TTg)',
          },
        },
        {
          kind: 'day',
          date: '2021-10-11',
          verdict: 'counted',
          nth: 1,
          of: 1,
          text: {
            vi: 'Thứ Hai 11/10/2021: ngày thứ 1/1 của thời hạn',
            en: 'Monday 11/10/2021: day 1 of 1 of the term',
          },
        },
        {
          kind: 'due',
          at: '2021-10-11T17:00:00+07:00',
          text: {
            vi: 'Hẹn trả kết quả: 17:00 Thứ Hai 11/10/2021',
            en: 'The result is due: 17:00 Monday 11/10/2021',
          },
        },
      ],
    },
  },
});
