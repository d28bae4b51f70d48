import { listCalendarVersions } from '../../shared/control/contracts/list-calendar-versions.ts';
import { viewOfVersion } from '../../shared/control/view.ts';
import { loadCalendarVersions } from '../../shared/deadline/store.ts';
import { openCursor, sealCursor } from '../../shared/http/cursor.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(listCalendarVersions, async ({ query: { limit, cursor } }) => {
  const scope = [listCalendarVersions.id];
  const before = cursor === undefined ? undefined : Number(openCursor(scope, cursor));
  const found = await loadCalendarVersions(limit + 1, { before });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    body: {
      items: shown.map(viewOfVersion),
      nextCursor: last && found.length > limit ? sealCursor(scope, String(last.version)) : undefined,
    },
  };
});
