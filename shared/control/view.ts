import * as z from 'zod';
import { Actor } from '../actor.ts';
import { withVietnamOffset } from '../clock.ts';
import { KeptYear, lastDayOf, SpecialDay } from '../deadline/calendar.ts';
import type { CalendarVersion } from '../deadline/store.ts';
import { Application } from './application.ts';

const localTime = z.iso.datetime({ offset: true });
const localDate = z.iso.date();

/** A version of the calendar in a list: who made it, when and why. */
export const CalendarVersionView = z
  .object({
    version: z.int(),
    /** First day on which it differs from the version before. */
    since: localDate,
    madeAt: localTime,
    madeBy: Actor,
    reason: z.string(),
  })
  .meta({ id: 'CalendarVersion' });

/** How far it has been brought to the open dossiers. */
export const ApplicationView = Application.pick({
  state: true,
  seen: true,
  moved: true,
  failed: true,
  failures: true,
})
  .extend({ finishedAt: localTime.optional() })
  .meta({ id: 'CalendarApplication' });

/** A version with its years. */
export const CalendarView = z
  .object({
    ...CalendarVersionView.shape,
    /** The last day into which a due date can be counted. */
    lastDay: localDate,
    years: z.array(KeptYear.extend({ days: z.array(SpecialDay.extend({ date: localDate })) })),
    /** Absent where no open dossier can move by it. */
    application: ApplicationView.optional(),
  })
  .meta({ id: 'Calendar' });

export const viewOfVersion = ({ version, since, madeAt, madeBy, reason }: CalendarVersion) => ({
  version,
  since,
  madeAt: withVietnamOffset(madeAt),
  madeBy,
  reason,
});

export const viewOfApplication = ({ state, seen, moved, failed, failures, finishedAt }: Application) => ({
  state,
  seen,
  moved,
  failed,
  failures,
  finishedAt: finishedAt && withVietnamOffset(finishedAt),
});

export const viewOfCalendar = (
  version: CalendarVersion,
  years: readonly KeptYear[],
  application: Application | undefined,
) => ({
  ...viewOfVersion(version),
  lastDay: lastDayOf(years.at(-1)?.year ?? 0),
  years: [...years],
  application: application && viewOfApplication(application),
});
