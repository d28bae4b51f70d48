import { withVietnamOffset } from '../../shared/clock.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listReconciliations } from '../../shared/paying/contracts/list-reconciliations.ts';
import { loadReconciliations } from '../../shared/payment/reconciliation.ts';

export const handler = serveRead(listReconciliations, async ({ params, query: { from, to } }) => {
  const reconciliations = await loadReconciliations(params.provider, from, to);
  return {
    body: {
      items: reconciliations.map(({ v: _, provider: __, madeAt, ...rest }) => ({
        ...rest,
        madeAt: withVietnamOffset(madeAt),
      })),
    },
  };
});
