import * as z from 'zod';
import { DossierPath } from '../../dossier/paths.ts';
import { FeedbackView } from '../../feedback/feedback.ts';
import { operation } from '../../http/operation.ts';

export const listDossierFeedback = operation({
  id: 'list-dossier-feedback',
  area: 'tracking',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/feedback',
  summary: {
    vi: 'Phản ánh, kiến nghị về một hồ sơ và câu trả lời',
    en: 'Feedback on a dossier, with its answers',
  },
  description: 'Oldest first.',
  callers: { applicants: true },
  params: DossierPath,
  status: 200,
  output: z.object({ items: z.array(FeedbackView) }),
  problems: ['dossier-not-found'],
  touches: { table: ['query'] },
});
