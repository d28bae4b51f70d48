import { operation } from '../../http/operation.ts';
import { EXTRACT_PATH, ExtractView } from '../extract-view.ts';

export const readExtract = operation({
  id: 'read-extract',
  area: 'statistics',
  method: 'GET',
  path: EXTRACT_PATH,
  summary: { vi: 'Mở danh sách hồ sơ đã yêu cầu', en: 'Open the list of dossiers that was asked for' },
  description:
    'How far it is and, once it is `ready`, an address for each file that works for one minute: read again for another.',
  callers: { officers: ['deskOfficer', 'agencyLeader', 'procedureControl'] },
  status: 200,
  output: ExtractView,
  problems: ['extract-not-found'],
  touches: { table: ['get'], sheets: ['open'] },
});
