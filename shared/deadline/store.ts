import * as z from 'zod';
import { Actor } from '../actor.ts';
import { LocalDate, type Now } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { CALENDAR_PK, calendarVersionKey, calendarYearsKey, VERSION_PREFIX } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Refused, type Write } from '../table/transaction.ts';
import { type Calendar, calendarOf, KeptYear } from './calendar.ts';

/** A version of the calendar: who made it and why. Once it is written nothing changes it. */
export const CalendarVersion = z.object({
  v: z.literal(1),
  version: z.int().min(1),
  /** First day on which it differs from the version before. */
  since: LocalDate,
  madeAt: StoredInstant,
  madeBy: Actor,
  reason: z.string(),
});
export type CalendarVersion = z.infer<typeof CalendarVersion>;

const Years = z.object({ years: z.array(KeptYear) });

/** The items of a version: what is said of it, and its years. */
export const calendarItems = (version: CalendarVersion, years: readonly KeptYear[]) => ({
  version: { ...calendarVersionKey(version.version), ...version },
  years: { ...calendarYearsKey(version.version), v: 1, years },
});

/** The next version of the calendar, on condition that nobody else has made it meanwhile. */
export function putCalendar(version: CalendarVersion, years: readonly KeptYear[], refused: Refused): Write[] {
  const items = calendarItems(version, years);
  return [{ put: items.version, when: absent, refused }, { put: items.years }];
}

/**
 * Versions of the calendar, newest first: some hundred bytes each, so a page of them is one query.
 * @param before only those that were made before this version
 * @param consistent whether what was made this very moment is to be seen
 */
export async function loadCalendarVersions(
  limit: number,
  {
    before,
    consistent = false,
  }: { readonly before?: number | undefined; readonly consistent?: boolean } = {},
): Promise<readonly CalendarVersion[]> {
  const items = await queryItems(
    {
      KeyConditionExpression: 'PK = :calendar AND SK BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':calendar': CALENDAR_PK,
        ':first': VERSION_PREFIX,
        ':last': before === undefined ? `${VERSION_PREFIX}~` : calendarVersionKey(before - 1).SK,
      },
      ScanIndexForward: false,
      ConsistentRead: consistent,
    },
    limit,
  );
  return items.map((item) => CalendarVersion.parse(item));
}

/** The version in force, as the table has it at this moment. @throws Error before the first import */
export async function loadNewestVersion(consistent = true): Promise<CalendarVersion> {
  const [newest] = await loadCalendarVersions(1, { consistent });
  if (!newest) throw new Error('the table has no calendar: import it first (npm run ops -- import-calendar)');
  return newest;
}

/** What is said of one version, if there is such. */
export async function loadCalendarVersion(version: number): Promise<CalendarVersion | undefined> {
  const [found] = await loadCalendarVersions(1, { before: version + 1 });
  return found?.version === version ? found : undefined;
}

/** The years of a version. @throws Error when there is no such version: a fault of ours */
export async function loadCalendarYears(version: number): Promise<readonly KeptYear[]> {
  const { PK, SK } = calendarYearsKey(version);
  const [found] = await queryItems({
    KeyConditionExpression: 'PK = :calendar AND SK = :years',
    ExpressionAttributeValues: { ':calendar': PK, ':years': SK },
  });
  if (!found) throw new Error(`no version ${version} of the calendar`);
  return Years.parse(found).years;
}

/** Versions do not change: one that was laid out stays so. */
const laidOut = new Map<number, Calendar>();

/** The calendar by which a due date was counted. @throws Error when there is no such version: a fault of ours */
export async function recallCalendarVersion(version: number): Promise<Calendar> {
  const calendar = laidOut.get(version) ?? calendarOf(version, await loadCalendarYears(version));
  laidOut.set(version, calendar);
  return calendar;
}

/** How long a new version may stay unseen. */
export const CALENDAR_KEPT_MS = 30_000;

let newest: { readonly until: number; readonly version: number } | undefined;

/** The calendar in force, half a minute old at most: every move of a clock needs it, and none should read it anew. */
export async function recallCalendar(now: Now): Promise<Calendar> {
  const time = now().getTime();
  if (!newest || newest.until <= time)
    newest = { until: time + CALENDAR_KEPT_MS, version: (await loadNewestVersion(false)).version };
  return recallCalendarVersion(newest.version);
}
