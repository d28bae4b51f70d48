import { actorOf, requireFiled } from '../../shared/dossier/rules.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { explainDifference } from '../../shared/paying/contracts/explain-difference.ts';
import { differenceExplained } from '../../shared/paying/explaining.ts';
import { viewOfPayments } from '../../shared/paying/view.ts';
import { loadPaying } from '../../shared/payment/store.ts';

export const handler = serveChange(explainDifference, async ({ params, body, caller }, { now }) => {
  const [file, paying, receipts] = await Promise.all([
    loadFile(params.dossierId, caller),
    loadPaying(params.dossierId),
    loadFeeReceipts(params.dossierId),
  ]);
  const filed = requireFiled(file);
  const explained = differenceExplained(filed, paying, params.number, {
    ...body,
    at: now(),
    by: actorOf(caller, filed.dossier),
  });
  const items = viewOfPayments(filed.payments, explained.paying, receipts);
  return { writes: explained.writes, body: { items } };
});
