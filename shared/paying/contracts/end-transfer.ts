import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { BankCredit } from '../../payment/bank.ts';
import { CreditEnding } from '../../transfer/credit.ts';

export const endTransfer = operation({
  id: 'end-transfer',
  area: 'paying',
  method: 'POST',
  path: '/v1/payments/transfers/{transaction}/end',
  summary: {
    vi: 'Xử lý một khoản chuyển khoản chưa rõ nội dung',
    en: 'End a transfer of which nobody knew what for',
  },
  description:
    'Whoever paid has shown for what: the transfer is `matched` with a dossier that waits for just this sum, and settles ' +
    'it with its receipt. Else it is `returned`, and the control of procedures says by which document.',
  callers: { officers: ['procedureControl'] },
  writes: 'create',
  params: z.object({ transaction: BankCredit.shape.transaction }),
  body: CreditEnding,
  status: 200,
  output: z.object({ ended: z.literal(true) }),
  problems: ['transfer-not-found', 'transfer-not-open', 'dossier-not-found', 'payment-not-open'],
  touches: { table: ['get', 'query', 'put', 'add'] },
  examples: { request: { as: 'returned', document: 'Ủy nhiệm chi 0124/2021' }, response: { ended: true } },
});
