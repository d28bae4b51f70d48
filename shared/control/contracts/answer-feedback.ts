import * as z from 'zod';
import { feedbackActions } from '../../feedback/actions.ts';
import { FeedbackView, FeedbackWords, Verdict } from '../../feedback/feedback.ts';
import { operation } from '../../http/operation.ts';

export const answerFeedback = operation({
  id: 'answer-feedback',
  area: 'control',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/feedback/{number}/answer',
  summary: { vi: 'Trả lời phản ánh, kiến nghị', en: 'Answer feedback' },
  description:
    'Once. Of a request to correct data the head of the deciding agency says by `verdict` whether it is `accepted`, by which the form says it from then on, or `declined`. The applicant hears by e-mail that there is an answer, and reads it signed in.',
  callers: { officers: feedbackActions.answer.by },
  writes: 'create',
  params: z.object({ dossierId: z.uuid(), number: z.coerce.number().int().min(1).max(999_999) }),
  body: z.strictObject({ words: FeedbackWords, verdict: Verdict.optional() }),
  status: 200,
  output: FeedbackView,
  problems: [
    'caller-not-allowed',
    'invalid-request',
    'feedback-not-found',
    'feedback-answered',
    'correction-too-late',
    'form-invalid',
  ],
  touches: { table: ['get', 'getMany', 'query', 'put'] },
  examples: {
    request: { words: 'Cơ quan xin lỗi Ông/Bà. Kết quả đã được ký và sẽ trả trong ngày hôm nay.' },
  },
});
