import * as z from 'zod';
import { deskRoles } from '../../dossier/paths.ts';
import { operation } from '../../http/operation.ts';
import { RESULT_CODE } from '../../result/code.ts';
import { SheetOpening } from '../../sheets/sheet-opening.ts';

export const openResult = operation({
  id: 'open-result',
  area: 'issuing',
  method: 'GET',
  path: '/v1/dossiers/{dossierId}/results/{resultCode}/content',
  summary: { vi: 'Mở tệp kết quả đã ký số', en: 'Open the signed file of a result' },
  description:
    'Gives an address that works for one minute, and the SHA-256 of what stands there. Its applicant may open it once the dossier is done; one that was replaced or revoked stays to be read.',
  callers: { applicants: true, officers: deskRoles },
  params: z.object({ dossierId: z.uuid(), resultCode: z.string().regex(RESULT_CODE) }),
  status: 200,
  output: SheetOpening,
  problems: ['dossier-not-found', 'result-not-found'],
  touches: { table: ['query', 'put'], sheets: ['open'] },
});
