import * as z from 'zod';
import { Fees } from '../../fee/fees.ts';
import { operation } from '../../http/operation.ts';
import { FeesDue, ProcedureCode } from '../../procedure/procedure.ts';
import { KeptText } from '../../text.ts';

export const quoteFees = operation({
  id: 'quote-fees',
  area: 'paying',
  method: 'GET',
  path: '/v1/procedures/{code}/fees',
  summary: { vi: 'Tính phí, lệ phí của một thủ tục', en: 'Compute the fees of a procedure' },
  description:
    'By the tariff in force today, before anything is filed: for so many pieces, for whom the tariff lets pay less, and ' +
    'for what is filed online or at a desk. What is asked for later is fixed with the tariff of that day.',
  callers: 'public',
  params: z.object({ code: ProcedureCode }),
  query: z.strictObject({
    quantity: z.coerce.number().int().min(1).max(1000).default(1),
    channel: z.enum(['online', 'desk', 'post']).default('online'),
    relief: z.string().max(60).optional(),
  }),
  status: 200,
  output: Fees.extend({
    source: z.string(),
    /** When it is paid by whoever files online. */
    due: FeesDue,
    /** Who pays less, and by which paper that is shown. */
    reliefs: z.array(z.object({ id: z.string(), name: KeptText, proof: KeptText })),
  }).meta({ id: 'QuotedFees' }),
  problems: ['tariff-not-found', 'invalid-request'],
  touches: { table: ['get'] },
});
