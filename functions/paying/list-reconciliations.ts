import { withVietnamOffset } from '../../shared/clock.ts';
import { addDays, daysBetween } from '../../shared/deadline/calendar.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { listReconciliations } from '../../shared/paying/contracts/list-reconciliations.ts';
import { owedFor } from '../../shared/payment/owed.ts';
import { loadReconciliations } from '../../shared/payment/reconciliation.ts';

export const handler = serveRead(listReconciliations, async ({ params, query: { from, to } }) => {
  const reconciliations = await loadReconciliations(params.provider, from, to);
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, place) => addDays(from, place));
  return {
    body: {
      items: reconciliations.map(({ v: _, provider: __, madeAt, ...rest }) => ({
        ...rest,
        madeAt: withVietnamOffset(madeAt),
      })),
      ...(params.provider === 'postal' && { owed: await owedFor(days, reconciliations) }),
    },
  };
});
