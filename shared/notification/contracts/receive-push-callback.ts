import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { MessageReport } from '../message-report.ts';

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
  writes: 'callback',
  body: MessageReport,
  status: 200,
  output: z.object({ accepted: z.literal(true) }),
  problems: ['signature-invalid', 'message-not-found'],
  touches: { table: ['get', 'getMany', 'query', 'put'] },
  examples: {
    request: {
      eventId: 'push-20211025-000042',
      reference: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01.2',
      status: 'DELIVERED',
      occurredAt: '2021-10-25T09:20:00+07:00',
    },
    response: { accepted: true },
  },
});
