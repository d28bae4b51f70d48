import { actorOf } from '../../shared/dossier/rules.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { recordRefund } from '../../shared/paying/contracts/record-refund.ts';
import { loadToReturn } from '../../shared/paying/refunds-by-hand.ts';
import { refundReturned } from '../../shared/paying/returning.ts';
import { viewOfPayments } from '../../shared/paying/view.ts';
import { loadPaying } from '../../shared/payment/store.ts';

export const handler = serveChange(
  recordRefund,
  async ({ params, body, caller, correlationId }, { now, newId }) => {
    const [file, paying, receipts] = await Promise.all([
      loadToReturn(params.dossierId, caller),
      loadPaying(params.dossierId),
      loadFeeReceipts(params.dossierId),
    ]);
    const occasion = { at: now(), actor: actorOf(caller), newId, correlationId };
    const returned = refundReturned(file, paying, params.number, body, occasion);
    const items = viewOfPayments(file.payments, returned.paying, receipts);
    return { writes: returned.writes, body: { items } };
  },
);
