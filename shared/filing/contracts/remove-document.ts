import { DocumentPath } from '../../dossier/paths.ts';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';

export const removeDocument = operation({
  id: 'remove-document',
  area: 'filing',
  method: 'DELETE',
  path: '/v1/dossiers/{dossierId}/documents/{documentId}',
  summary: { vi: 'Bỏ một tệp chưa nộp', en: 'Remove a file that is not filed yet' },
  callers: { applicants: true, officers: ['deskOfficer'] },
  writes: 'create',
  params: DocumentPath,
  status: 200,
  output: DossierView,
  etag: true,
  problems: ['dossier-not-found', 'document-not-found', 'transition-not-allowed'],
  touches: { table: ['query', 'put', 'delete'] },
});
