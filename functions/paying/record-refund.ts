import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { recordRefund } from '../../shared/paying/contracts/record-refund.ts';
import { refundReturned } from '../../shared/paying/returning.ts';
import { viewOfPayments } from '../../shared/paying/view.ts';
import { loadPaying } from '../../shared/payment/store.ts';

export const handler = serveChange(
  recordRefund,
  async ({ params, body, caller, correlationId }, { now, newId }) => {
    const [file, paying, receipts] = await Promise.all([
      loadFile(params.dossierId, caller),
      loadPaying(params.dossierId),
      loadFeeReceipts(params.dossierId),
    ]);
    const filed = requireFiled(file);
    const occasion = { at: now(), actor: actorOf(caller, filed.dossier), newId, correlationId };
    const returned = refundReturned(filed, paying, params.number, body, occasion);
    const items = viewOfPayments(filed.payments, returned.paying, receipts);
    return { writes: returned.writes, body: { items } };
  },
);
