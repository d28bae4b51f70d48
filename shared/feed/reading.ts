import * as z from 'zod';
import { type Instant, localDateOf, toInstant } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import { readLog } from '../event/outbox.ts';
import { StoredInstant } from '../instant.ts';
import { dossierPK, EVENT_PREFIX, eventKey, logPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { FedEvent } from './event.ts';

/** The longest call: API Gateway waits no longer. An event bears the time of its call, and is written before that ends. */
const CALL_MS = 30_000;

/**
 * How old an event is when the feed tells it: it is written by then, and the index, which follows "within a fraction of a
 * second, under normal conditions" (DynamoDB developer guide, global secondary indexes, data synchronization), had as long again.
 */
const SETTLED_MS = 2 * CALL_MS;

/** Days that the feed goes back; a reader who began at the very first has another to get on. */
export const DAYS_BACK = 30;
const DAY_MS = 24 * 3_600_000;

/** Where a reader stands: behind this event of an instant, or without one before all of it. */
export const Place = z.object({ at: StoredInstant, id: z.string().optional() });
export type Place = z.infer<typeof Place>;

export const daysBefore = (now: Date, days: number): Instant =>
  toInstant(new Date(now.getTime() - days * DAY_MS));

/** Whether what bears a time comes behind a place, where no id says more. */
export const comesBehind = ({ at, id }: Place, time: string): boolean =>
  id === undefined ? time >= at : time > at;

/** Whether the feed still tells what came after a place. */
export const isKept = ({ at }: Place, now: Date): boolean => at >= daysBefore(now, DAYS_BACK + 1);

const later = (instant: Instant, milliseconds: number): Instant =>
  toInstant(new Date(Date.parse(instant) + milliseconds));

/** The least sort key of the index behind a place, since BETWEEN takes its bounds in and no id goes on with this sign. */
const keyBehind = ({ at, id }: Place): string => (id === undefined ? at : `${at}#${id}!`);

/** What the log has of an agency behind a place and before an instant, all or as much as wanted. */
async function logged(
  agency: string,
  after: Place,
  until: Instant,
  most?: number,
): Promise<readonly FedEvent[]> {
  const events: FedEvent[] = [];
  const last = localDateOf(until);
  for (let day = localDateOf(after.at); day <= last && events.length !== most; day = addDays(day, 1)) {
    const from = keyBehind(after);
    if (from > until) break;
    const items = await queryItems(
      {
        IndexName: 'log',
        KeyConditionExpression: 'logPK = :day AND logSK BETWEEN :from AND :until',
        ExpressionAttributeValues: { ':day': logPK('EVENT', agency, day), ':from': from, ':until': until },
      },
      most && most - events.length,
    );
    events.push(...z.array(FedEvent).parse(readLog(items)));
  }
  return events;
}

/** Events as they came, but each dossier's in the order of their numbers. Pure. */
export function inOrder<Event extends Pick<FedEvent, 'subject' | 'sequence'>>(
  events: readonly Event[],
): readonly Event[] {
  const waiting = Map.groupBy(
    events.toSorted((one, other) => one.sequence - other.sequence),
    ({ subject }) => subject,
  );
  return events.flatMap(({ subject }) => waiting.get(subject)?.shift() ?? []);
}

/** Up to when all that happened is told. */
export const settledBy = (now: Date): Instant => toInstant(new Date(now.getTime() - SETTLED_MS));

/**
 * The next events of an agency. Of two calls on a dossier that cross, the later may bear the earlier time: what its event has
 * so overtaken is told before it, and once more in its own place.
 * @param limit of them, without what was overtaken
 * @param before no more than bears an earlier time
 */
export async function loadEvents(
  agency: string,
  after: Place,
  { now, limit, before }: { readonly now: Date; readonly limit: number; readonly before?: Instant },
): Promise<{ readonly events: readonly FedEvent[]; readonly next: Place; readonly isAll: boolean }> {
  const settled = settledBy(now);
  const until = before && before < settled ? before : settled;
  const found = await logged(agency, after, until, limit);
  const last = found.at(-1);
  const isAll = found.length < limit;
  const end: Place = last ? { at: StoredInstant.parse(last.time), id: last.id } : after;
  const following = last ? await logged(agency, end, later(end.at, CALL_MS)) : [];
  const overtaken = following.filter((one) =>
    found.some(({ subject, sequence }) => subject === one.subject && sequence > one.sequence),
  );
  const next = isAll && until > end.at ? { at: until } : end;
  return { events: inOrder([...found, ...overtaken]), next, isAll };
}

/**
 * The events of a dossier after a number, which is that of an event too, or 0.
 * @param agency the deciding one
 * @returns undefined where there is no such event for this agency to hear
 */
export async function loadDossierEvents(
  dossierId: string,
  agency: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<FedEvent[] | undefined> {
  const items = await queryItems(
    {
      KeyConditionExpression: 'PK = :dossier AND SK BETWEEN :first AND :last',
      FilterExpression: 'begins_with(logPK, :agency)',
      ExpressionAttributeValues: {
        ':dossier': dossierPK(dossierId),
        ':first': eventKey(dossierId, after).SK,
        ':last': `${EVENT_PREFIX}~`,
        ':agency': logPK('EVENT', agency, ''),
      },
      ConsistentRead: true,
    },
    limit + 1,
  );
  if (items.length === 0) return undefined;
  const events = z.array(FedEvent).parse(readLog(items));
  return events.filter(({ sequence }) => sequence > after).slice(0, limit);
}
