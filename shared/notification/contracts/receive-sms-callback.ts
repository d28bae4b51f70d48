import { operation } from '../../http/operation.ts';
import { receivingReports } from './receiving-reports.ts';

export const receiveSmsCallback = operation({
  id: 'receive-sms-callback',
  area: 'notification',
  method: 'POST',
  path: '/v1/sms/callbacks',
  summary: { vi: 'Nhận kết quả gửi tin nhắn', en: 'Receive what became of an SMS' },
  description:
    'The SMS provider reports whether a message has reached its telephone, signed like the calls of the post. A report ' +
    'may come late, twice or out of order: that a message failed is the last word, and it goes by another channel where there is one.',
  callers: { partner: 'sms' },
  ...receivingReports,
});
