import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { MessageReport } from '../message-report.ts';

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
  writes: 'callback',
  body: MessageReport,
  status: 200,
  output: z.object({ accepted: z.literal(true) }),
  problems: ['signature-invalid', 'message-not-found'],
  touches: { table: ['get', 'getMany', 'query', 'put'] },
  examples: {
    request: {
      eventId: 'sms-20211025-000042',
      reference: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01.2',
      status: 'DELIVERED',
      occurredAt: '2021-10-25T09:20:00+07:00',
    },
    response: { accepted: true },
  },
});
