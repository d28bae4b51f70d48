import { DossierPath } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';
import { SaidRating } from '../../rating/rating.ts';

export const rateDossier = operation({
  id: 'rate-dossier',
  area: 'tracking',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/rating',
  summary: { vi: 'Đánh giá việc giải quyết hồ sơ', en: 'Rate how a dossier was handled' },
  description:
    'Once, after the dossier has come to its end. What is written beside the grade leaves in no event.',
  callers: { applicants: true },
  writes: 'create',
  params: DossierPath,
  body: SaidRating,
  status: 201,
  output: SaidRating,
  problems: ['dossier-not-found', 'transition-not-allowed', 'rating-too-early', 'rating-given'],
  touches: { table: ['get', 'query', 'put'] },
  examples: { request: { grade: 'satisfied', comment: 'Cán bộ hướng dẫn rõ ràng.' } },
});
