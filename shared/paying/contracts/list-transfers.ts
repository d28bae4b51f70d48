import * as z from 'zod';
import { operation } from '../../http/operation.ts';
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
    'the hundred that have waited the longest. Each is to be ended.',
  callers: { officers: ['procedureControl'] },
  status: 200,
  output: z.object({
    items: z.array(
      Credit.pick({ transaction: true, amountVnd: true, content: true })
        .extend({ heardAt: z.iso.datetime({ offset: true }) })
        .meta({ id: 'Transfer' }),
    ),
  }),
  problems: [],
  touches: { table: ['getMany'], indexes: ['find'] },
});
