import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import type { BankStandIn } from '../../infra/partners/bank.ts';
import { Mood } from '../../infra/partners/bank-deals.ts';
import { startDvcqg } from '../../infra/partners/dvcqg.ts';
import { startTransfers } from '../../infra/partners/transfers.ts';
import { startVnpay } from '../../infra/partners/vnpay.ts';
import { accountNumber, feeAccount } from './fee-account.ts';

/** The key shared with both providers of payment. */
export const bankSecret = 'khóa chung với đơn vị thanh toán';

const parameters = mockClient(SSMClient);

/** Both providers of payment, and the bank of the account for fees. */
export type Banks = {
  readonly vnpay: BankStandIn;
  readonly dvcqg: BankStandIn;
  readonly bank: BankStandIn;
  /** What they would have reported since the test began: the tests bring it themselves. */
  readonly reports: Request[];
  /** Before each test: nothing is reported yet, and all behave. */
  readonly begin: () => void;
  /** Transfers into the account. @returns what the bank reports of it */
  readonly transfer: (amountVnd: number, content: string) => Promise<Request | undefined>;
  readonly stop: () => Promise<void>;
};

/** Starts all three, and lets the functions know of them. */
export async function startBanks(): Promise<Banks> {
  const reports: Request[] = [];
  const options = {
    callbackUrl: 'http://127.0.0.1:9/callbacks',
    secret: bankSecret,
    now: () => new Date(),
    send: async ({ request }: { readonly request: Request }) => void reports.push(request),
  };
  const vnpay = await startVnpay(0, { ...options, merchant: 'HANAM001' });
  const dvcqg = await startDvcqg(0, { ...options, merchant: 'H25' });
  const bank = await startTransfers(0, { ...options, merchant: accountNumber });
  Object.assign(process.env, {
    PARTNER_BANK_URL: bank.url,
    PARTNER_BANK_MERCHANT: accountNumber,
    PARTNER_BANK_SECRET_NAME: '/motcua/test/partners/bank',
    FEE_ACCOUNT: feeAccount,
    PARTNER_VNPAY_URL: vnpay.url,
    PARTNER_VNPAY_MERCHANT: 'HANAM001',
    PARTNER_VNPAY_SECRET_NAME: '/motcua/test/partners/vnpay',
    PARTNER_DVCQG_URL: dvcqg.url,
    PARTNER_DVCQG_MERCHANT: 'H25',
    PARTNER_DVCQG_SECRET_NAME: '/motcua/test/partners/dvcqg',
  });
  return {
    vnpay,
    dvcqg,
    bank,
    reports,
    begin: () => {
      parameters.on(GetParameterCommand).resolves({ Parameter: { Value: bankSecret } });
      reports.length = 0;
      for (const one of [vnpay, dvcqg, bank]) one.bank.mood = Mood.parse({});
    },
    transfer: async (amountVnd, content) => {
      const body = JSON.stringify({ amountVnd, content });
      const headers = { 'content-type': 'application/json' };
      const { status } = await fetch(`${bank.url}/transfers`, { method: 'POST', headers, body });
      if (status !== 201) throw new Error(`the bank answered ${status}`);
      return reports.pop();
    },
    stop: async () => {
      await vnpay.stop();
      await dvcqg.stop();
      await bank.stop();
    },
  };
}
