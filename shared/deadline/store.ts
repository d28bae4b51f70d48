import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Actor } from '../actor.ts';
import { table } from '../aws.ts';
import { LocalDate, type Now } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { environment } from '../resources.ts';
import { CALENDAR_PK, calendarKey, VERSION_PREFIX } from '../table/keys.ts';
import { absent, type Refused, type Write } from '../table/transaction.ts';
import { type Calendar, calendarOf, KeptYear } from './calendar.ts';

/** A version of the calendar, with who made it and why: once it is written nothing changes it. */
export const CalendarVersion = z.object({
  v: z.literal(1),
  version: z.int().min(1),
  years: z.array(KeptYear),
  /** First day on which it differs from the version before. */
  since: LocalDate,
  madeAt: StoredInstant,
  madeBy: Actor,
  reason: z.string(),
});
export type CalendarVersion = z.infer<typeof CalendarVersion>;

/** The next version of the calendar, unless somebody else has made it meanwhile. */
export const putCalendarVersion = (version: CalendarVersion, refused?: Refused): Write => ({
  put: { ...calendarKey(version.version), ...version },
  when: absent,
  ...(refused && { refused }),
});

/**
 * The newest versions of the calendar, newest first.
 * @param before only those that were made before this version
 */
export async function loadCalendarVersions(
  limit: number,
  {
    before,
    consistent = false,
  }: { readonly before?: number | undefined; readonly consistent?: boolean } = {},
): Promise<readonly CalendarVersion[]> {
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: environment('TABLE_NAME'),
      KeyConditionExpression: 'PK = :calendar AND SK BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':calendar': CALENDAR_PK,
        ':first': VERSION_PREFIX,
        ':last': before === undefined ? `${VERSION_PREFIX}~` : calendarKey(before - 1).SK,
      },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: consistent,
    }),
  );
  return Items.map((item) => CalendarVersion.parse(item));
}

/**
 * The version in force.
 * @param consistent whether what was made this very moment is to be seen
 * @throws Error before the first import
 */
export async function loadCalendar(consistent: boolean): Promise<CalendarVersion> {
  const [newest] = await loadCalendarVersions(1, { consistent });
  if (!newest) throw new Error('the table has no calendar: import it first (npm run ops -- import-calendar)');
  return newest;
}

/** One version, or undefined. */
export async function loadCalendarVersion(version: number): Promise<CalendarVersion | undefined> {
  const [found] = await loadCalendarVersions(1, { before: version + 1 });
  return found?.version === version ? found : undefined;
}

/** How long a new version may stay unseen. */
export const CALENDAR_KEPT_MS = 30_000;

let kept: { readonly until: number; readonly calendar: Calendar } | undefined;

/** Versions do not change: one that was laid out stays so. */
const known = new Map<number, Calendar>();

function laidOut({ version, years }: CalendarVersion): Calendar {
  const calendar = known.get(version) ?? calendarOf(version, years);
  known.set(version, calendar);
  return calendar;
}

/** The calendar in force, half a minute old at most: every move of a clock needs it, and none should read it anew. */
export async function recallCalendar(now: Now): Promise<Calendar> {
  const time = now().getTime();
  if (!kept || kept.until <= time)
    kept = { until: time + CALENDAR_KEPT_MS, calendar: laidOut(await loadCalendar(false)) };
  return kept.calendar;
}

/** The calendar by which a due date was counted. @throws Error when there is no such version: a fault of ours */
export async function recallCalendarVersion(version: number): Promise<Calendar> {
  const calendar = known.get(version);
  if (calendar) return calendar;
  const found = await loadCalendarVersion(version);
  if (!found) throw new Error(`no version ${version} of the calendar`);
  return laidOut(found);
}
