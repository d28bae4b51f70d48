import * as z from 'zod';
import { DossierPath } from '../../dossier/paths.ts';
import { FeedbackKind, FeedbackView, FeedbackWords } from '../../feedback/feedback.ts';
import { operation } from '../../http/operation.ts';

export const sendFeedback = operation({
  id: 'send-feedback',
  area: 'tracking',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/feedback',
  summary: { vi: 'Gửi phản ánh, kiến nghị về hồ sơ', en: 'Send feedback on the handling of a dossier' },
  description:
    'The head of the deciding agency or the control of procedures answers by the `deadline`, which the law sets in working days. As long as five wait for their answers, no other is taken.',
  callers: { applicants: true },
  writes: 'create',
  params: DossierPath,
  body: z.strictObject({ kind: FeedbackKind, words: FeedbackWords }),
  status: 201,
  output: FeedbackView,
  problems: ['dossier-not-found', 'transition-not-allowed', 'feedback-limit-reached', 'calendar-ends'],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: { kind: 'complaint', words: 'Hồ sơ đã quá ngày hẹn trả nhưng tôi chưa nhận được thông báo.' },
  },
});
