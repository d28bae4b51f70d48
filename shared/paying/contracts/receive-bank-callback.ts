import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { BankCredit } from '../../payment/bank.ts';

export const receiveBankCallback = operation({
  id: 'receive-bank-callback',
  area: 'paying',
  method: 'POST',
  path: '/v1/payments/bank/callbacks',
  summary: { vi: 'Nhận báo có từ ngân hàng', en: 'Hear of a transfer into the account from the bank' },
  description:
    'The bank tells of each transfer into the account for fees, signed like the calls of the post, and again until it is ' +
    'told that it was taken; late, twice or out of order. A transfer settles a request, or is owed back, or waits for ' +
    'somebody who finds out what it is for: it is on record in any case, so nothing is refused but what is not proved.',
  callers: { partner: 'bank' },
  writes: 'callback',
  body: BankCredit,
  status: 200,
  output: z.object({ accepted: z.literal(true) }),
  problems: ['signature-invalid'],
  touches: { table: ['get', 'query', 'put', 'add'] },
  examples: {
    request: {
      eventId: 'bc-20211012-000042',
      transaction: 'FT21285000042',
      amountVnd: 200000,
      content: 'RF81 1912 9245 NGUYEN THI HOA NOP LE PHI',
    },
    response: { accepted: true },
  },
});
