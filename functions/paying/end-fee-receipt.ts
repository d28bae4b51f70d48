import { localDateOf } from '../../shared/clock.ts';
import { loadReceiptsTaken } from '../../shared/dossier/fee-receipting.ts';
import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { requireFeeReceipt } from '../../shared/fee-receipt/fee-receipt.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { endFeeReceipt } from '../../shared/paying/contracts/end-fee-receipt.ts';
import { feeReceiptEnded } from '../../shared/paying/receipt-ended.ts';
import { viewOfPayments } from '../../shared/paying/view.ts';
import { loadPaying } from '../../shared/payment/store.ts';

export const handler = serveChange(
  endFeeReceipt,
  async ({ params, body, caller, correlationId }, { now, newId }) => {
    const { dossierId, receiptCode } = params;
    const { dossier, payments } = requireFiled(await loadFile(dossierId, caller));
    const at = now();
    const [receipts, paying, taken] = await Promise.all([
      loadFeeReceipts(dossierId),
      loadPaying(dossierId),
      loadReceiptsTaken(dossier, localDateOf(at)),
    ]);
    const before = requireFeeReceipt(receipts, receiptCode);
    const occasion = { at, actor: actorOf(caller, dossier), newId, correlationId, taken };
    const { ended, writes } = feeReceiptEnded(dossier, before, body, occasion);
    const after = [...receipts.filter((one) => one !== before), ...ended];
    return { writes, body: { items: viewOfPayments(payments, paying, after) } };
  },
);
