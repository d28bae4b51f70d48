import * as z from 'zod';
import { MessageReport } from '../message-report.ts';

/** What every provider of messages to telephones says when it reports of one, and what it is answered. */
export const receivingReports = {
  writes: 'callback',
  body: MessageReport,
  status: 200,
  output: z.object({ accepted: z.literal(true) }),
  problems: ['signature-invalid', 'message-not-found'],
  touches: { table: ['get', 'getMany', 'query', 'put'] },
  examples: {
    request: {
      eventId: 'report-20211025-000042',
      reference: '0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01.2',
      status: 'DELIVERED',
      occurredAt: '2021-10-25T09:20:00+07:00',
    },
    response: { accepted: true },
  },
} as const;
