import { toInstant } from '../../shared/clock.ts';
import { loadApplication, newApplication, putApplication } from '../../shared/control/application.ts';
import { changedCalendar } from '../../shared/control/calendar-change.ts';
import { changeCalendar } from '../../shared/control/contracts/change-calendar.ts';
import { viewOfCalendar } from '../../shared/control/view.ts';
import {
  type CalendarVersion,
  loadCalendarYears,
  loadNewestVersion,
  putCalendar,
} from '../../shared/deadline/store.ts';
import { actorOf } from '../../shared/dossier/rules.ts';
import { Problem } from '../../shared/http/problems.ts';
import { serveChange } from '../../shared/http/serve-change.ts';

const stale = () =>
  new Problem('version-stale', {
    detail: {
      vi: 'Lịch làm việc đã có phiên bản mới.',
      en: 'The working calendar has a newer version.',
    },
  });

export const handler = serveChange(
  changeCalendar,
  async ({ body, caller, expectedVersion, correlationId }, { now, newId }) => {
    const before = await loadNewestVersion();
    if (before.version !== expectedVersion) throw stale();
    const [current, unfinished] = await Promise.all([
      loadCalendarYears(before.version),
      loadApplication(before.version),
    ]);
    const { years, since } = changedCalendar(current, body);
    const at = now();
    const version: CalendarVersion = {
      v: 1,
      version: before.version + 1,
      // What the version before has not brought to all dossiers yet, this one brings.
      since: unfinished && !unfinished.finishedAt && before.since < since ? before.since : since,
      madeAt: toInstant(at),
      madeBy: actorOf(caller),
      reason: body.reason,
    };
    const application = newApplication(newId(), version.version);
    return {
      writes: [
        ...putCalendar(version, years, stale),
        putApplication(application, { at, newId, correlationId }),
      ],
      body: viewOfCalendar(version, years, application),
      version: version.version,
      location: `/v1/calendar?version=${version.version}`,
    };
  },
);
