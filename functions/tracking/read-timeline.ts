import { localDateOf } from '../../shared/clock.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { loadWholeHistory } from '../../shared/dossier/history.ts';
import { loadFile } from '../../shared/dossier/store.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { recallIfThere } from '../../shared/procedure/store.ts';
import { readTimeline } from '../../shared/tracking/contracts/read-timeline.ts';
import { timelineOf } from '../../shared/tracking/timeline.ts';

export const handler = serveRead(readTimeline, async ({ params, caller }, { now }) => {
  const file = await loadFile(params.dossierId, caller);
  const { dossier } = file;
  const isDraft = dossier.status === 'draft';
  const [history, calendar, procedure] = await Promise.all([
    isDraft ? [] : loadWholeHistory(dossier.id),
    recallCalendar(now),
    isDraft ? recallIfThere(dossier.procedure.code, now) : undefined,
  ]);
  const at = now();
  const telling = { caller, now: at, day: localDateOf(at), calendar, procedure };
  return { body: timelineOf(file, history.toReversed(), telling) };
});
