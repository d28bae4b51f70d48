import { DossierPath, deskRoles } from '../../dossier/paths.ts';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';

export const readDossier = operation({
  id: 'read-dossier',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}',
  summary: { vi: 'Đọc một hồ sơ', en: 'Read a dossier' },
  description:
    "The owner's own dossiers, or those that the officer's agency decides; any other is not found.",
  callers: { applicants: true, officers: deskRoles },
  params: DossierPath,
  status: 200,
  output: DossierView,
  etag: true,
  problems: ['dossier-not-found'],
  touches: { table: ['query', 'put'] },
});
