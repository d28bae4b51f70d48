import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import type { Filed } from '../dossier/dossier.ts';
import { type CloudEvent, events } from '../dossier/events.ts';
import { loadFiledFrom } from '../dossier/store.ts';
import { readLog } from '../event/outbox.ts';
import { environment } from '../resources.ts';
import { loadItems } from '../table/batch.ts';
import {
  dossierPK,
  dueEntry,
  EVENT_PREFIX,
  eventKey,
  type Key,
  NOTIFICATION_PREFIX,
  notificationKey,
} from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Item, Write } from '../table/transaction.ts';
import { Announcement, type MessageChannel } from './announcement.ts';

/** An event of a dossier. */
export type Told = Pick<CloudEvent, 'subject' | 'sequence'>;

/**
 * The dossier of an event, a moment ago, and what its people were told of the event before, on whatever channel.
 * @throws Error when the dossier is not found yet
 */
export async function loadToTell({
  subject,
  sequence,
}: Told): Promise<{ readonly dossier: Filed; readonly told: readonly Announcement[] }> {
  const key = notificationKey(subject, sequence, 'email');
  const { dossier, before } = await loadFiledFrom(key);
  const told = before.filter(({ SK }) => String(SK).startsWith(key.SK));
  return { dossier, told: told.map((item) => Announcement.parse(item)) };
}

const keyOf = ({ subject, sequence }: Told, { channel, copy }: Announcement): Key =>
  notificationKey(subject, sequence, channel, copy);

/**
 * What became of the message about an event on one channel, so that no repeat of the event sends another. The record
 * follows the message, and nothing has to hold other runs off before: while a message of a FIFO queue is being worked
 * on, nobody gets another of its group, which is its dossier's, until the visibility timeout has passed (SQS developer
 * guide, "Interleaving multiple ordered message groups"). So an e-mail comes twice only when its run dies between
 * sending and recording or outlasts that timeout, or when a repeat follows within the moment by which the read before
 * it may be late: better than one that never comes. An SMS never does: its provider knows the event's id.
 */
export const putAnnouncement = (told: Told, announcement: Announcement): Write => ({
  put: {
    ...keyOf(told, announcement),
    ...announcement,
    ...(announcement.until && dueEntry('message', announcement.until, told.subject)),
  },
  when: {
    expression: 'attribute_not_exists(PK) OR #state = :waiting',
    names: { '#state': 'state' },
    values: { ':waiting': 'waiting' },
  },
});

/** A message of which its provider told more than was known of it. */
export const putFate = (told: Told, before: Announcement, after: Announcement): Write => ({
  put: { ...keyOf(told, after), ...after },
  when: before.fate
    ? {
        expression: 'fate.#kind = :kind',
        names: { '#kind': 'kind' },
        values: { ':kind': before.fate.kind },
      }
    : { expression: 'attribute_not_exists(fate)' },
});

/**
 * The message about an event on one channel, if there is a record of it.
 * @param copy id of the further address that it went to
 * @param consistent false where what stood there a moment ago will do, at half the price
 */
export async function loadAnnouncement(
  { subject, sequence }: Told,
  channel: MessageChannel,
  { copy, consistent = true }: { readonly copy?: string | undefined; readonly consistent?: boolean } = {},
): Promise<Announcement | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: notificationKey(subject, sequence, channel, copy),
      ConsistentRead: consistent,
    }),
  );
  return item && Announcement.parse(item);
}

/** The message about an event of a dossier, by the number of the event. */
export type Announced = { readonly sequence: number; readonly announcement: Announcement };

/** The messages about a dossier. @param consistent whether a moment ago will not do */
export async function loadAnnouncements(
  dossierId: string,
  consistent = false,
): Promise<readonly Announced[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :announced)',
    ExpressionAttributeValues: { ':dossier': dossierPK(dossierId), ':announced': NOTIFICATION_PREFIX },
    ConsistentRead: consistent,
  });
  return items.map((item) => ({
    sequence: Number.parseInt(String(item.SK).slice(NOTIFICATION_PREFIX.length), 10),
    announcement: Announcement.parse(item),
  }));
}

/** What of all messages about a dossier told one event. */
export const toldOf = (
  { sequence }: Pick<Told, 'sequence'>,
  announced: readonly Announced[],
): readonly Announcement[] => announced.flatMap((one) => (one.sequence === sequence ? one.announcement : []));

const eventsOf = (items: readonly Item[]): readonly CloudEvent[] =>
  readLog(items).map((event) => events.parse(event));

/** Events of a dossier by their numbers, as the log keeps them, oldest first. */
export const loadTold = async (
  subject: string,
  sequences: readonly number[],
): Promise<readonly CloudEvent[]> =>
  eventsOf(
    await loadItems(
      [...new Set(sequences)]
        .sort((one, other) => one - other)
        .map((sequence) => eventKey(subject, sequence)),
    ),
  );

/** The events of a dossier that came after one, within so many seconds of it. */
export async function loadFollowing(
  { subject, sequence, time }: Told & Pick<CloudEvent, 'time'>,
  seconds: number,
): Promise<readonly CloudEvent[]> {
  const until = Date.parse(time) + seconds * 1000;
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND SK BETWEEN :next AND :last',
    ExpressionAttributeValues: {
      ':dossier': dossierPK(subject),
      ':next': eventKey(subject, sequence + 1).SK,
      ':last': `${EVENT_PREFIX}~`,
    },
  });
  return eventsOf(items).filter((event) => Date.parse(event.time) <= until);
}
