import { localDateOf, toInstant } from '../../shared/clock.ts';
import { endedFeeReceipt, loadReceiptsTaken } from '../../shared/dossier/fee-receipting.ts';
import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { requireFeeReceipt } from '../../shared/fee-receipt/fee-receipt.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { endFeeReceipt } from '../../shared/paying/contracts/end-fee-receipt.ts';
import { viewOfPayments } from '../../shared/paying/view.ts';
import { loadPaying } from '../../shared/payment/store.ts';

export const handler = serveChange(endFeeReceipt, async ({ params, body, caller }, { now }) => {
  const { dossierId, receiptCode } = params;
  const { dossier, payments } = requireFiled(await loadFile(dossierId, caller));
  const at = now();
  const [receipts, paying, taken] = await Promise.all([
    loadFeeReceipts(dossierId),
    loadPaying(dossierId),
    loadReceiptsTaken(dossier, localDateOf(at)),
  ]);
  const before = requireFeeReceipt(receipts, receiptCode);
  const occasion = { at: toInstant(at), by: actorOf(caller, dossier), taken };
  const { ended, writes } = endedFeeReceipt(before, body, occasion);
  const after = [...receipts.filter((one) => one !== before), ...ended];
  return { writes, body: { items: viewOfPayments(payments, paying, after) } };
});
