import { requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { chosenTransfer } from '../../shared/paying/choosing.ts';
import { startTransfer } from '../../shared/paying/contracts/start-transfer.ts';
import { feeAccount } from '../../shared/transfer/account.ts';
import { vietQr } from '../../shared/transfer/viet-qr.ts';

export const handler = serveChange(startTransfer, async ({ params, caller }, { now }) => {
  const file = requireFiled(await loadFile(params.dossierId, caller));
  const { payment, reference, writes } = await chosenTransfer(file, now());
  const { amountVnd, deadline } = payment;
  const account = feeAccount();
  const qr = vietQr(account, amountVnd, reference);
  return { writes, body: { reference, amountVnd, deadline, account, qr } };
});
