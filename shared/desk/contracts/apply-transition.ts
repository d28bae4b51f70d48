import { Act, acts } from '../../dossier/act.ts';
import { DossierPath, deskRoles } from '../../dossier/paths.ts';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';

export const applyTransition = operation({
  id: 'apply-transition',
  area: 'desk',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/transitions',
  summary: { vi: 'Chuyển trạng thái hồ sơ', en: 'Move a dossier to its next status' },
  description: `Actions: ${acts.map(({ name }) => name).join(', ')}. Which of them this caller may take now stands in \`allowedActions\` of every answer.`,
  callers: { applicants: true, officers: deskRoles },
  writes: 'change',
  params: DossierPath,
  body: Act,
  status: 200,
  output: DossierView,
  etag: true,
  problems: [
    'dossier-not-found',
    'transition-not-allowed',
    'not-in-your-hands',
    'officer-away',
    'supplement-by-post',
    'approval-required',
    'fees-unpaid',
    'payment-not-open',
    'consultation-open',
    'supplement-limit-reached',
    'extension-not-offered',
    'reappointment-limit-reached',
    'reappointment-too-late',
    'calendar-ends',
    'papers-incomplete',
    'result-missing',
    'result-not-found',
    'result-not-valid',
    'form-invalid',
    'invalid-request',
  ],
  touches: { table: ['get', 'query', 'put', 'check', 'add'] },
  examples: { request: { action: 'receive' } },
});
