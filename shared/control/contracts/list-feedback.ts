import * as z from 'zod';
import { AgencyCode } from '../../agency/code.ts';
import { feedbackActions } from '../../feedback/actions.ts';
import { FeedbackView } from '../../feedback/feedback.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';

export const listFeedback = operation({
  id: 'list-feedback',
  area: 'control',
  method: 'GET',
  path: '/v1/feedback',
  summary: {
    vi: 'Phản ánh, kiến nghị mà một cơ quan chưa trả lời',
    en: 'Feedback that an agency has not answered yet',
  },
  description:
    "By its last day. The head of an agency sees its own; who controls procedures names any `agency`, and without one sees the caller's.",
  callers: { officers: feedbackActions.answer.by },
  query: z.strictObject({ agency: AgencyCode.optional(), limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(FeedbackView),
  problems: ['cursor-invalid'],
  touches: { table: ['getMany'], indexes: ['worklist'] },
});
