import * as z from 'zod';
import { operation } from '../../http/operation.ts';
import { VnpayIpn } from '../../payment/vnpay.ts';

export const receiveVnpayCallback = operation({
  id: 'receive-vnpay-callback',
  area: 'paying',
  method: 'GET',
  path: '/v1/payments/vnpay/callbacks',
  summary: { vi: 'Nhận kết quả thanh toán từ VNPAY (IPN)', en: 'Hear of a payment from VNPAY (IPN)' },
  description:
    'Checked in the order that VNPAY documents, and always answered with status 200: `97` the signature is wrong, `01` ' +
    'we know of no such attempt, `04` it is another sum, `02` we had heard that before, `00` it is recorded, `99` our ' +
    'side failed, so report it again.',
  callers: { partner: 'vnpay' },
  writes: 'report',
  query: VnpayIpn,
  status: 200,
  output: z.object({ RspCode: z.enum(['00', '01', '02', '04', '97', '99']), Message: z.string() }),
  problems: [],
  touches: { table: ['get', 'query', 'put', 'add'] },
  examples: { response: { RspCode: '00', Message: 'Confirm Success' } },
});
