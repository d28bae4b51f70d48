import { withVietnamOffset } from '../../shared/clock.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listTransfers } from '../../shared/paying/contracts/list-transfers.ts';
import { loadOpenRefunds } from '../../shared/paying/refunds-by-hand.ts';
import { loadOpenCredits } from '../../shared/transfer/store.ts';

const MOST = 100;

export const handler = serveRead(listTransfers, async () => {
  const [credits, refunds] = await Promise.all([loadOpenCredits(MOST), loadOpenRefunds(MOST)]);
  return {
    body: {
      items: credits.map(({ transaction, amountVnd, content, heardAt }) => ({
        transaction,
        amountVnd,
        content,
        heardAt: withVietnamOffset(heardAt),
      })),
      refunds: refunds.map((refund) => ({ ...refund, owedAt: withVietnamOffset(refund.owedAt) })),
    },
  };
});
