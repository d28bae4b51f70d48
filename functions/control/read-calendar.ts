import { loadApplication } from '../../shared/control/application.ts';
import { readCalendar } from '../../shared/control/contracts/read-calendar.ts';
import { viewOfCalendar } from '../../shared/control/view.ts';
import { loadCalendarVersion, loadCalendarYears, loadNewestVersion } from '../../shared/deadline/store.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';

export const handler = serveRead(readCalendar, async ({ query }) => {
  const asked = query.version;
  const version = asked === undefined ? await loadNewestVersion() : await loadCalendarVersion(asked);
  if (!version) throw new Problem('calendar-version-not-found');
  const [years, application] = await Promise.all([
    loadCalendarYears(version.version),
    loadApplication(version.version),
  ]);
  return { body: viewOfCalendar(version, years, application), version: version.version };
});
