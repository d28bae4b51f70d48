import * as z from 'zod';
import { agencies } from '../agency/agency.ts';
import { localDateOf } from '../clock.ts';
import { DAYS_BACK, daysBefore, Place } from '../feed/reading.ts';
import { PORTAL_CURSORS_PREFIX, PORTAL_PK, portalCursorKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Write } from '../table/transaction.ts';

/** How far the log of an agency was read for the portal. */
export const PortalCursor = z.object({ v: z.literal(1), agency: z.string(), place: Place });

/** Where the log of an agency is to be read on. */
export type Lane = { readonly agency: string; readonly place: Place };

/**
 * Every agency that decides, who has waited longest first. One whose log was never read begins thirty days back: what was filed
 * before the portal was connected goes there with its next event.
 */
export async function loadLanes(now: Date): Promise<readonly Lane[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :portal AND begins_with(SK, :cursors)',
    ExpressionAttributeValues: { ':portal': PORTAL_PK, ':cursors': PORTAL_CURSORS_PREFIX },
    ConsistentRead: true,
  });
  const cursors = items.map((item) => PortalCursor.parse(item));
  const start: Place = { at: daysBefore(now, DAYS_BACK) };
  return agencies()
    .map(({ code }) => ({
      agency: code,
      place: cursors.find(({ agency }) => agency === code)?.place ?? start,
    }))
    .sort((one, other) => (one.place.at < other.place.at ? -1 : 1));
}

/** Whether a place is worth a write: it is behind another event, or on another day, of which there is a key in the log. */
export const isFurther = (before: Place, after: Place): boolean =>
  before.id !== after.id || localDateOf(before.at) !== localDateOf(after.at);

export const putCursor = ({ agency, place }: Lane): Write => ({
  put: { ...portalCursorKey(agency), v: 1, agency, place },
});
