import { readReceipt as receiptOf } from '../../shared/dossier/store.ts';
import { readReceipt } from '../../shared/filing/contracts/read-receipt.ts';
import { serveRead } from '../../shared/http/serve.ts';

export const handler = serveRead(readReceipt, async ({ params, caller }) => ({
  body: await receiptOf(params.dossierId, caller),
}));
