import * as z from 'zod';
import { DossierSummary } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { Cursor, Limit, pageOf } from '../../http/page.ts';

export const listOwnDossiers = operation({
  id: 'list-own-dossiers',
  area: 'filing',
  method: 'GET',
  path: '/v1/dossiers',
  summary: { vi: 'Danh sách hồ sơ của tôi, mới nhất trước', en: 'My dossiers, newest first' },
  callers: { applicants: true },
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  status: 200,
  output: pageOf(DossierSummary),
  problems: ['cursor-invalid'],
  touches: { table: ['getMany'], indexes: ['owner'] },
});
