import { loadFiledFile } from '../../shared/dossier/store.ts';
import { serveChange } from '../../shared/http/serve-change.ts';
import { rateByReceipt } from '../../shared/tracking/contracts/rate-by-receipt.ts';
import { rated } from '../../shared/tracking/rating.ts';
import { openedBy } from '../../shared/tracking/receipt-holder.ts';

export const handler = serveChange(
  rateByReceipt,
  async ({ body, correlationId, sourceIp }, { now, newId }) => {
    const { dossier } = await loadFiledFile(await openedBy(body, { sourceIp, now: now() }));
    const occasion = { at: now(), actor: { kind: 'receiptHolder' }, newId, correlationId } as const;
    const { grade, comment } = body;
    return { writes: rated(dossier, { grade, comment }, occasion), body: { grade, comment } };
  },
);
