import { loadFile } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { readPayments } from '../../shared/paying/contracts/read-payments.ts';
import { viewOfPayments } from '../../shared/paying/view.ts';
import { loadPaying } from '../../shared/payment/store.ts';

export const handler = serveRead(readPayments, async ({ params, caller }) => {
  const { dossierId } = params;
  const { payments } = await loadFile(dossierId, caller);
  const [paying, receipts] = await Promise.all([loadPaying(dossierId), loadFeeReceipts(dossierId)]);
  return { body: { items: viewOfPayments(payments, paying, receipts) } };
});
