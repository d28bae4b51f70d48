import { withVietnamOffset } from '../../shared/clock.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listTransfers } from '../../shared/paying/contracts/list-transfers.ts';
import { loadOpenCredits } from '../../shared/transfer/store.ts';

const MOST = 100;

export const handler = serveRead(listTransfers, async () => {
  const credits = await loadOpenCredits(MOST);
  return {
    body: {
      items: credits.map(({ transaction, amountVnd, content, heardAt }) => ({
        transaction,
        amountVnd,
        content,
        heardAt: withVietnamOffset(heardAt),
      })),
    },
  };
});
