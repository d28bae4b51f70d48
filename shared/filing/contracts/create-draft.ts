import * as z from 'zod';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { ProcedureCode } from '../../procedure/procedure.ts';

export const createDraft = operation({
  id: 'create-draft',
  area: 'filing',
  method: 'POST',
  path: '/v1/dossiers',
  summary: { vi: 'Lập hồ sơ nháp cho một thủ tục', en: 'Create a draft for a procedure' },
  description:
    'Procedures of level 2 are refused with how to file instead, unless their papers go by post (`channel`): then the form is filled here, nothing is uploaded or submitted, and the collection is booked. A draft and its papers are forgotten together 60 days after it was made. `asProxy`: the account files for another, who is the applicant of the form and sees the dossier once it is filed; an authorisation is among its papers.',
  callers: { applicants: true },
  writes: 'create',
  body: z.strictObject({
    procedureCode: ProcedureCode,
    asProxy: z.boolean().default(false),
    channel: z.enum(['online', 'post']).default('online'),
  }),
  status: 201,
  output: DossierView,
  etag: true,
  problems: ['procedure-not-found', 'online-filing-not-offered', 'invalid-request'],
  touches: { table: ['get', 'put'] },
  examples: { request: { procedureCode: '2.000488' } },
});
