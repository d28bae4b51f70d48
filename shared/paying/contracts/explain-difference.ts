import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { ExplainedByHand } from '../../payment/difference.ts';
import { PaymentsView } from './read-payments.ts';

export const explainDifference = operation({
  id: 'explain-difference',
  area: 'paying',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/payments/attempts/{number}/explanation',
  summary: { vi: 'Làm rõ sai lệch đối soát của một giao dịch', en: 'Explain a difference of a payment' },
  description:
    "For a payment of which its provider's file of a day tells otherwise than we do (`difference`): the desk has cleared it " +
    'up with the provider, and says by which document. `number` is that of the attempt.',
  callers: { officers: ['deskOfficer'] },
  writes: 'create',
  params: z.object({ dossierId: z.uuid(), number: z.coerce.number().int().min(1).max(9999) }),
  body: ExplainedByHand,
  status: 200,
  output: PaymentsView,
  problems: ['dossier-not-found', 'transition-not-allowed', 'difference-not-open'],
  touches: { table: ['get', 'query', 'put'] },
  examples: { request: { document: 'Thư tra soát 0045/2021' } },
});
