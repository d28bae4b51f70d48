import * as z from 'zod';
import { KeptName, KeptPhone } from '../../applicant/identifiers.ts';
import { operation } from '../../http/operation.ts';
import { Refund } from '../../payment/refund.ts';
import { Credit } from '../../transfer/credit.ts';

export const listTransfers = operation({
  id: 'list-transfers',
  area: 'paying',
  method: 'GET',
  path: '/v1/payments/transfers',
  summary: {
    vi: 'Các khoản chuyển khoản chưa rõ nội dung',
    en: 'Transfers of which nobody knows yet what for',
  },
  description:
    'For the control of procedures: what came into the account for fees and names no request for payment, or more than one; ' +
    'the hundred that have waited the longest. Each is to be ended. `refunds` is money of drafts that no provider returns: it is ' +
    'returned by hand, and `record-refund` says so.',
  callers: { officers: ['procedureControl'] },
  status: 200,
  output: z.object({
    items: z.array(
      Credit.pick({ transaction: true, amountVnd: true, content: true })
        .extend({ heardAt: z.iso.datetime({ offset: true }) })
        .meta({ id: 'Transfer' }),
    ),
    refunds: z.array(
      Refund.pick({ provider: true, reference: true, amountVnd: true })
        .extend({
          dossierId: z.uuid(),
          /** That of the attempt. */
          number: z.int(),
          /** The provider's own number of the payment. */
          transaction: z.string().optional(),
          owedAt: z.iso.datetime({ offset: true }),
          payer: z.object({ name: KeptName, phone: KeptPhone }).optional(),
        })
        .meta({ id: 'RefundByHand' }),
    ),
  }),
  problems: [],
  touches: { table: ['getMany', 'query'], indexes: ['find'] },
});
