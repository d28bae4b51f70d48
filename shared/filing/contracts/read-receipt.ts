import { DossierPath } from '../../dossier/paths.ts';
import { Receipt } from '../../dossier/receipt.ts';
import { operation } from '../../http/operation.ts';

export const readReceipt = operation({
  id: 'read-receipt',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/receipt',
  summary: { vi: 'Đọc lại biên nhận nộp hồ sơ', en: 'Read the receipt of a submission again' },
  callers: { applicants: true },
  params: DossierPath,
  status: 200,
  output: Receipt,
  problems: ['dossier-not-found'],
  touches: { table: ['get', 'query'] },
});
