import { localDateOf, withVietnamOffset } from '../../shared/clock.ts';
import { changedCalendar } from '../../shared/control/calendar-change.ts';
import { previewCalendar } from '../../shared/control/contracts/preview-calendar.ts';
import { loadMoves } from '../../shared/control/moves.ts';
import { calendarOf, daysBetween } from '../../shared/deadline/calendar.ts';
import { loadCalendarYears, loadNewestVersion } from '../../shared/deadline/store.ts';
import { openPlace, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { DuePlace } from '../../shared/table/due.ts';

export const handler = serveRead(previewCalendar, async ({ query: { limit, cursor }, body }) => {
  const { version } = await loadNewestVersion();
  const { years, since } = changedCalendar(await loadCalendarYears(version), body);
  const scope = [previewCalendar.id, String(version), JSON.stringify(body)];
  const place = cursor === undefined ? undefined : openPlace(DuePlace, scope, cursor);
  const calendar = calendarOf(version + 1, years);
  const { seen, moves, failures, next } = await loadMoves(calendar, since, place, limit);
  return {
    body: {
      items: moves.map(({ dueAt, newDueAt, ...dossier }) => ({
        ...dossier,
        dueAt: withVietnamOffset(dueAt),
        newDueAt: withVietnamOffset(newDueAt),
        days: daysBetween(localDateOf(dueAt), localDateOf(newDueAt)),
      })),
      seen,
      failed: failures.length,
      nextCursor: next && sealCursor(scope, JSON.stringify(next)),
    },
  };
});
