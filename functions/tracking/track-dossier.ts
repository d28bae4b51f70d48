import { recallCalendar } from '../../shared/deadline/store.ts';
import { loadWholeHistory } from '../../shared/dossier/history.ts';
import { filedStatuses } from '../../shared/dossier/status.ts';
import { loadFiled } from '../../shared/dossier/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { trackDossier } from '../../shared/tracking/contracts/track-dossier.ts';
import { mayBeRated } from '../../shared/tracking/rating.ts';
import { openedBy } from '../../shared/tracking/receipt-holder.ts';
import { publicTimeline } from '../../shared/tracking/timeline.ts';

export const handler = serveRead(trackDossier, async ({ body, sourceIp }, { now }) => {
  const dossierId = await openedBy(body, { sourceIp, now: now() });
  const [dossier, history, calendar] = await Promise.all([
    loadFiled(dossierId),
    loadWholeHistory(dossierId),
    recallCalendar(now),
  ]);
  const { code, status } = dossier;
  const { national, name, completion } = filedStatuses[status];
  return {
    body: {
      code,
      status: { code: national, name },
      completionPercent: completion,
      ...publicTimeline(dossier, history.toReversed(), { calendar, now: now() }),
      mayRate: mayBeRated(dossier),
    },
  };
});
