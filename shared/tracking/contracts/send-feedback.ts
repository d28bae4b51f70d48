import * as z from 'zod';
import { DossierPath } from '../../dossier/paths.ts';
import { FeedbackKind, FeedbackView, FeedbackWords, FieldValue } from '../../feedback/feedback.ts';
import { operation } from '../../http/operation.ts';

export const sendFeedback = operation({
  id: 'send-feedback',
  area: 'tracking',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/feedback',
  summary: {
    vi: 'Gửi phản ánh, kiến nghị, yêu cầu chỉnh sửa dữ liệu của hồ sơ',
    en: 'Send feedback on a dossier, or ask for its data to be corrected',
  },
  description:
    'A `correction` names a field of the form (JSON pointer), its new value, and a paper of the dossier that shows it, if there is one; the head of the deciding agency accepts or declines it within 72 hours (NĐ 13/2023/NĐ-CP Điều 15(2)). ' +
    'Otherwise the head of the deciding agency or the control of procedures answers by the `deadline`, which the law sets in working days. As long as five wait for their answers, no other is taken.',
  callers: { applicants: true },
  writes: 'create',
  params: DossierPath,
  body: z.discriminatedUnion('kind', [
    z.strictObject({ kind: FeedbackKind.exclude(['correction']), words: FeedbackWords }),
    z.strictObject({
      kind: z.literal('correction'),
      words: FeedbackWords,
      correction: z.strictObject({
        field: z.string().max(120),
        value: FieldValue,
        documentId: z.uuid().optional(),
      }),
    }),
  ]),
  status: 201,
  output: FeedbackView,
  problems: [
    'dossier-not-found',
    'transition-not-allowed',
    'correction-too-late',
    'form-invalid',
    'feedback-limit-reached',
    'calendar-ends',
  ],
  touches: { table: ['get', 'getMany', 'query', 'put'] },
  examples: {
    request: { kind: 'complaint', words: 'Hồ sơ đã quá ngày hẹn trả nhưng tôi chưa nhận được thông báo.' },
  },
});
