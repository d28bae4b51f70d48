import * as z from 'zod';
import { systemNow, toInstant } from '../../shared/clock.ts';
import { bankDayFile } from '../../shared/payment/bank.ts';
import { stampOf } from '../../shared/payment/provider.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { foldText } from '../../shared/text.ts';
import { Bank, type BankFormat, type BankOptions, type BankStandIn, serveBank } from './bank.ts';
import { dayFileOf } from './bank-files.ts';
import { transferForm } from './bank-pages.ts';
import { fieldsOf, seeOther } from './server.ts';

/** What a person transfers, and after how many characters the bank cuts off what was written. */
const Transfer = z.object({
  amountVnd: z.coerce.number().int().positive(),
  content: z.string(),
  keeps: z.coerce.number().int().min(1).max(210).default(210),
});

/** A text as it reaches the other side: in capitals, without diacritics and signs, and with words of the bank around it. */
const asBanksWrite = (content: string, keeps: number): string =>
  `MBVCB.${foldText(content)
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, ' ')
    .slice(0, keeps)}.CT tu 0611000123456`;

/** The bank that keeps the account for fees, from its side of the line. A transfer is a deal that is paid at once. */
export function transferFormat({ callbackUrl, secret, merchant, now = systemNow }: BankOptions): BankFormat {
  return {
    title: 'Ngân hàng giữ tài khoản thu phí, lệ phí',
    report: ({ reference, description }, amountVnd) => {
      const body = JSON.stringify({
        eventId: `bc-${reference}-${amountVnd}`,
        transaction: reference,
        amountVnd,
        content: description,
      });
      return {
        get request() {
          const headers = {
            'content-type': 'application/json',
            ...signatureHeaders(secret, body, now()),
          };
          return new Request(callbackUrl, { method: 'POST', headers, body });
        },
        isTaken: (answer) => z.object({ accepted: z.literal(true) }).safeParse(answer).success,
      };
    },
    back: () => '/',
    form: transferForm,
    dayFile: (moved, day) => dayFileOf(bankDayFile, moved, { merchant, day, secret }),
    routes: (bank) => ({
      'POST /transfers': async (request) => {
        const asked = Transfer.safeParse(await fieldsOf(request));
        if (!asked.success) return Response.json({ error: z.prettifyError(asked.error) }, { status: 400 });
        const { amountVnd, content, keeps } = asked.data;
        const openedAt = stampOf(toInstant(bank.now()));
        const { reference } = bank.open({
          reference: `FT${openedAt.slice(2, 8)}${String(bank.deals.size + 1).padStart(6, '0')}`,
          amountVnd,
          description: asBanksWrite(content, keeps),
          returnUrl: '/',
          openedAt,
        });
        bank.decide(reference, 'paid');
        return request.headers.get('accept')?.includes('text/html')
          ? seeOther('/')
          : Response.json({ transaction: reference }, { status: 201 });
      },
    }),
  };
}

/** Starts the stand-in for the bank of the fee account. */
export const startTransfers = (port: number, options: BankOptions): Promise<BankStandIn> => {
  const format = transferFormat(options);
  return serveBank(port, format, new Bank('transfer', format, options));
};
