import { serveChange } from '../../shared/http/serve-change.ts';
import { loadCharged } from '../../shared/paying/asking.ts';
import { chosenTransfer } from '../../shared/paying/choosing.ts';
import { startTransfer } from '../../shared/paying/contracts/start-transfer.ts';
import { feeAccount } from '../../shared/transfer/account.ts';
import { vietQr } from '../../shared/transfer/viet-qr.ts';

export const handler = serveChange(startTransfer, async ({ params, caller }, { now, newSecret }) => {
  const file = await loadCharged(params.dossierId, caller, { now, newSecret });
  const { payment, reference, writes } = await chosenTransfer(file, now());
  const { amountVnd, deadline } = payment;
  const account = feeAccount();
  const qr = vietQr(account, amountVnd, reference);
  return { writes, body: { reference, amountVnd, deadline, account, qr } };
});
