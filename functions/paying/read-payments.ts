import { loadFile } from '../../shared/dossier/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { readPayments } from '../../shared/paying/contracts/read-payments.ts';
import { viewOfPayments } from '../../shared/paying/view.ts';
import { loadPaying } from '../../shared/payment/store.ts';

export const handler = serveRead(readPayments, async ({ params, caller }) => {
  const { payments } = await loadFile(params.dossierId, caller);
  return { body: { items: viewOfPayments(payments, await loadPaying(params.dossierId)) } };
});
