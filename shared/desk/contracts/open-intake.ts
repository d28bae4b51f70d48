import * as z from 'zod';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { ProcedureCode } from '../../procedure/procedure.ts';

export const openIntake = operation({
  id: 'open-intake',
  area: 'desk',
  method: 'POST',
  path: '/v1/intakes',
  summary: {
    vi: 'Lập hồ sơ cho người nộp trực tiếp hoặc gửi qua bưu chính',
    en: 'Open a dossier for who comes to the desk, or for what the post brings',
  },
  description:
    'Any desk takes in for any agency. The draft is filled and its scans are added as a citizen does it online (`form`, `documents`); then it is received.',
  callers: { officers: ['deskOfficer'] },
  writes: 'create',
  body: z.strictObject({ procedureCode: ProcedureCode, channel: z.enum(['desk', 'post']) }),
  status: 201,
  output: DossierView,
  etag: true,
  problems: ['procedure-not-found', 'invalid-request'],
  touches: { table: ['get', 'put'] },
  examples: { request: { procedureCode: '2.000488', channel: 'desk' } },
});
