import { operation } from '../../http/operation.ts';
import { receivingReports } from './receiving-reports.ts';

export const receivePushCallback = operation({
  id: 'receive-push-callback',
  area: 'notification',
  method: 'POST',
  path: '/v1/push/callbacks',
  summary: { vi: 'Nhận kết quả gửi tin qua ứng dụng', en: 'Receive what became of a message to an app' },
  description:
    'The messaging app reports whether a message has reached its telephone, as the SMS provider does. One that failed goes ' +
    'by the next channel that its owner has chosen, or by which the law has it told.',
  callers: { partner: 'push' },
  ...receivingReports,
});
