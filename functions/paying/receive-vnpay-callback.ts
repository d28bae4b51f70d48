import * as z from 'zod';
import { serveReport } from '../../shared/http/serve-report.ts';
import { partnerSecret } from '../../shared/partner-secret.ts';
import { receiveVnpayCallback } from '../../shared/paying/contracts/receive-vnpay-callback.ts';
import { type Heard, hearReport } from '../../shared/paying/hearing.ts';
import { isVnpaySigned, VnpayIpn, vnpayReport } from '../../shared/payment/vnpay.ts';

const Fields = z.record(z.string(), z.string());

/** What VNPAY is told, in its words. */
const replies = {
  recorded: { RspCode: '00', Message: 'Confirm Success' },
  unknown: { RspCode: '01', Message: 'Order not Found' },
  known: { RspCode: '02', Message: 'Order already confirmed' },
  'other-sum': { RspCode: '04', Message: 'Invalid amount' },
} as const satisfies Record<Heard, object>;

/** Takes a report of VNPAY, which is the truth of a payment; what the payer's browser brings back is none. */
export const handler = serveReport(
  receiveVnpayCallback,
  async ({ query, correlationId }, { now, newId }) => {
    const fields = Fields.parse(query);
    if (!isVnpaySigned(fields, await partnerSecret('vnpay', now())))
      return { RspCode: '97', Message: 'Invalid signature' } as const;
    const ipn = VnpayIpn.parse(fields);
    const heard = await hearReport('vnpay', ipn.vnp_TxnRef, vnpayReport(ipn), { now, newId, correlationId });
    return replies[heard];
  },
  { RspCode: '99', Message: 'Unknown error' },
);
