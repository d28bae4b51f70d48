import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import type { BankStandIn } from '../../infra/partners/bank.ts';
import { Mood } from '../../infra/partners/bank-deals.ts';
import { startDvcqg } from '../../infra/partners/dvcqg.ts';
import { startVnpay } from '../../infra/partners/vnpay.ts';

/** The key shared with both providers of payment. */
export const bankSecret = 'khóa chung với đơn vị thanh toán';

const parameters = mockClient(SSMClient);

/** Both providers of payment. */
export type Banks = {
  readonly vnpay: BankStandIn;
  readonly dvcqg: BankStandIn;
  /** What they would have reported since the test began: the tests bring it themselves. */
  readonly reports: Request[];
  /** Before each test: nothing is reported yet, and both behave. */
  readonly begin: () => void;
  readonly stop: () => Promise<void>;
};

/** Starts both providers, and lets the functions know of them. */
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
  Object.assign(process.env, {
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
    reports,
    begin: () => {
      parameters.on(GetParameterCommand).resolves({ Parameter: { Value: bankSecret } });
      reports.length = 0;
      for (const { bank } of [vnpay, dvcqg]) bank.mood = Mood.parse({});
    },
    stop: async () => {
      await vnpay.stop();
      await dvcqg.stop();
    },
  };
}
