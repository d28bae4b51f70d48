import { operation } from '../../http/operation.ts';
import { EXPORT_PATH, ExportView } from '../export-view.ts';

export const readExport = operation({
  id: 'read-export',
  area: 'rights',
  method: 'GET',
  path: EXPORT_PATH,
  summary: { vi: 'Mở bản sao dữ liệu của tôi', en: 'Open the copy of my own data' },
  description:
    'How far it is and, once it is `ready`, an address for each archive that works for one minute: read again for another. ' +
    'Most copies are one archive; of many dossiers there are several, to be unpacked into one folder.',
  callers: { applicants: true },
  status: 200,
  output: ExportView,
  problems: ['export-not-found'],
  touches: { table: ['get'], sheets: ['open'] },
});
