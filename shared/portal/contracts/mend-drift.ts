import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { MOST_MENDED } from '../mending.ts';

export const mendDrift = operation({
  id: 'mend-drift',
  area: 'portal',
  method: 'POST',
  path: '/v1/portal/drift/mend',
  summary: {
    vi: 'Gửi lại hồ sơ lên Cổng Dịch vụ công quốc gia',
    en: 'Send dossiers to the national portal again',
  },
  description:
    'For the control of procedures: the next run, within five minutes, sends these dossiers as they are then, whatever the portal ' +
    'has of them, and those that were put aside too. Asking again changes nothing.',
  callers: { officers: ['procedureControl'] },
  writes: 'create',
  body: z.strictObject({ dossierIds: z.array(z.uuid()).min(1).max(MOST_MENDED) }),
  status: 200,
  output: z.object({ dossiers: z.int() }),
  problems: ['dossier-not-found'],
  touches: { table: ['get', 'put', 'check'] },
  examples: {
    request: { dossierIds: ['0b8f6a52-3a8e-4a3b-9d53-0d1c6a1f2e01'] },
    response: { dossiers: 1 },
  },
});
