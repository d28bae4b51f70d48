import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { ReturnedByHand } from '../../payment/refund.ts';
import { PaymentsView } from './read-payments.ts';

export const recordRefund = operation({
  id: 'record-refund',
  area: 'paying',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/payments/attempts/{number}/refund',
  summary: { vi: 'Ghi nhận đã hoàn tiền cho người nộp', en: 'Record that money was returned by hand' },
  description:
    'For money that a provider does not return (`refund.state` is `refused`): the desk returns it, and says by which ' +
    'document, and `fromDrawer` when it is in cash; of a draft the control of procedures, which finds it among the transfers. ' +
    '`number` is that of the attempt.',
  callers: { officers: ['deskOfficer', 'procedureControl'] },
  writes: 'create',
  params: z.object({ dossierId: z.uuid(), number: z.coerce.number().int().min(1).max(9999) }),
  body: ReturnedByHand,
  status: 200,
  output: PaymentsView,
  problems: ['dossier-not-found', 'transition-not-allowed', 'refund-not-open', 'cash-not-allowed'],
  touches: { table: ['get', 'query', 'put', 'add'] },
  examples: { request: { document: 'Ủy nhiệm chi 0123/2021' } },
});
