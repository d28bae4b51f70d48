import { Opening } from '../../document/document.ts';
import { DocumentPath, deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';

export const openDocument = operation({
  id: 'open-document',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/documents/{documentId}/content',
  summary: { vi: 'Mở một tệp đã được chấp nhận', en: 'Open an accepted file' },
  description: 'Gives an address that works for one minute and for exactly the version that was examined.',
  callers: { applicants: true, officers: deskRoles },
  params: DocumentPath,
  status: 200,
  output: Opening,
  problems: ['dossier-not-found', 'document-not-found', 'document-not-open'],
  touches: { table: ['query', 'put'], documents: ['open'], sheets: ['open'] },
});
