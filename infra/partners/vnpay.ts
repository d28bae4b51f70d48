import * as z from 'zod';
import { toInstant } from '../../shared/clock.ts';
import { stampOf } from '../../shared/payment/provider.ts';
import {
  isVnpaySigned,
  vnpayDayFile,
  vnpayPipe,
  vnpayPiped,
  vnpaySigned,
} from '../../shared/payment/vnpay.ts';
import { Bank, type BankFormat, type BankOptions, type BankStandIn, serveBank } from './bank.ts';
import type { Deal } from './bank-deals.ts';
import { dayFileOf } from './bank-files.ts';
import { dealPage } from './bank-pages.ts';

const TITLE = 'VNPAY';

const Fields = z.record(z.string(), z.string());
type Fields = z.infer<typeof Fields>;

/** Codes of a payment's end: of the answer, and of the transaction. */
const codes = {
  open: ['00', '01'],
  paid: ['00', '00'],
  failed: ['51', '02'],
  cancelled: ['24', '02'],
} as const satisfies Record<Deal['state'], readonly [string, string]>;

const refundStatus = { ordered: '05', returned: '00', refused: '09' } as const;

/** The format of VNPAY 2.1.0, from its side of the line. */
export function vnpayFormat({ callbackUrl, secret, merchant }: BankOptions): BankFormat {
  const outcome = (deal: Deal, amountVnd: number): Fields => {
    const [response, status] = codes[deal.state];
    return {
      vnp_TmnCode: merchant,
      vnp_TxnRef: deal.reference,
      vnp_Amount: String(amountVnd * 100),
      vnp_OrderInfo: deal.description,
      vnp_ResponseCode: response,
      vnp_TransactionStatus: status,
      vnp_TransactionNo: deal.transaction ?? '0',
      vnp_BankCode: 'NCB',
      vnp_PayDate: deal.paidAt ?? '',
    };
  };

  const answered = (fields: Fields, names: readonly string[]): Response =>
    Response.json({ ...fields, vnp_SecureHash: vnpayPipe(fields, names, secret) });

  const refusal = (code: string): Response =>
    Response.json({ vnp_ResponseCode: code, vnp_Message: 'refused' });

  /** What is said of a payment, or of its refund once there is one. */
  const queried = (asked: Fields, bank: Bank, deal: Deal): Response => {
    const refund = bank.refundOf(deal);
    const fields = {
      ...outcome(deal, deal.amountVnd),
      ...(refund && {
        vnp_TransactionType: '02',
        vnp_TransactionStatus: refundStatus[refund.state],
      }),
      vnp_ResponseId: `r${asked.vnp_RequestId ?? ''}`.slice(0, 32),
      vnp_Command: 'querydr',
      vnp_ResponseCode: '00',
      vnp_Message: 'QueryDR Success',
    };
    return answered({ vnp_TransactionType: '01', ...fields }, [
      ...vnpayPiped.answer,
      ...vnpayPiped.queryAnswer,
    ]);
  };

  const refunded = (asked: Fields, bank: Bank, deal: Deal): Response => {
    if (deal.state !== 'paid' || asked.vnp_Amount !== String(deal.amountVnd * 100)) return refusal('95');
    if (deal.refund) return refusal('94');
    bank.refund(deal);
    const fields = {
      ...outcome(deal, deal.amountVnd),
      vnp_ResponseId: `r${asked.vnp_RequestId ?? ''}`.slice(0, 32),
      vnp_Command: 'refund',
      vnp_ResponseCode: '00',
      vnp_Message: 'Refund success',
      vnp_TransactionType: '02',
      vnp_TransactionStatus: '05',
    };
    return answered(fields, vnpayPiped.answer);
  };

  return {
    title: TITLE,
    report: (deal, amountVnd) => {
      const url = `${callbackUrl}?${new URLSearchParams(vnpaySigned(outcome(deal, amountVnd), secret))}`;
      return {
        request: new Request(url),
        isTaken: (answer) => {
          const code = z.object({ RspCode: z.string() }).safeParse(answer).data?.RspCode;
          return code === '00' || code === '02';
        },
      };
    },
    back: (deal) =>
      `${deal.returnUrl}?${new URLSearchParams(vnpaySigned(outcome(deal, deal.amountVnd), secret))}`,
    dayFile: (moved, day) => dayFileOf(vnpayDayFile, moved, { merchant, day, secret }),
    routes: (bank) => ({
      'GET /paymentv2/vpcpay.html': (request) => {
        const fields = Object.fromEntries(new URL(request.url).searchParams);
        if (!isVnpaySigned(fields, secret) || fields.vnp_TmnCode !== merchant)
          return new Response('Sai chữ ký\n', { status: 403 });
        const { vnp_TxnRef = '', vnp_Amount = '', vnp_OrderInfo = '', vnp_ReturnUrl = '' } = fields;
        const deal = bank.open({
          reference: vnp_TxnRef,
          amountVnd: Number(vnp_Amount) / 100,
          description: vnp_OrderInfo,
          returnUrl: vnp_ReturnUrl,
          openedAt: fields.vnp_CreateDate ?? '',
          expiresAt: fields.vnp_ExpireDate,
        });
        const isLate = deal.expiresAt !== undefined && deal.expiresAt < stampOf(toInstant(bank.now()));
        return isLate ? new Response('Giao dịch đã hết hạn\n', { status: 410 }) : dealPage(TITLE, deal);
      },
      'POST /merchant_webapi/api/transaction': async (request) => {
        const trouble = await bank.trouble();
        if (trouble) return trouble;
        const asked = Fields.parse(await request.json());
        const command = asked.vnp_Command === 'refund' ? 'refund' : 'querydr';
        if (asked.vnp_SecureHash !== vnpayPipe(asked, vnpayPiped[command], secret)) return refusal('97');
        const deal = bank.deals.get(asked.vnp_TxnRef ?? '');
        if (!deal) return refusal('91');
        return command === 'refund' ? refunded(asked, bank, deal) : queried(asked, bank, deal);
      },
    }),
  };
}

/** Starts the stand-in for VNPAY. */
export const startVnpay = (port: number, options: BankOptions): Promise<BankStandIn> => {
  const format = vnpayFormat(options);
  return serveBank(port, format, new Bank('vnpay', format, options));
};
