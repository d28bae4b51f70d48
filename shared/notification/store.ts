import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { table } from '../aws.ts';
import type { Filed } from '../dossier/dossier.ts';
import { type CloudEvent, events } from '../dossier/events.ts';
import { loadFiledFrom } from '../dossier/store.ts';
import { LoggedEvent, readOutbox } from '../event/outbox.ts';
import { environment } from '../resources.ts';
import { dossierPK, eventKey, NOTIFICATION_PREFIX, notificationKey } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Announcement, type MessageChannel } from './announcement.ts';

/** An event of a dossier. */
export type Told = Pick<CloudEvent, 'subject' | 'sequence'>;

/**
 * The dossier of an event, a moment ago, and whether its applicant was told of the event before, on whatever channel.
 * @throws Error when the dossier is not found yet
 */
export async function loadToTell({ subject, sequence }: Told): Promise<{ dossier: Filed; settled: boolean }> {
  const key = notificationKey(subject, sequence, 'email');
  const { dossier, before } = await loadFiledFrom(key);
  return { dossier, settled: before.some(({ SK }) => String(SK).startsWith(key.SK)) };
}

/**
 * What became of the message about an event on one channel, so that no repeat of the event sends another. The record
 * follows the message, and nothing has to hold other runs off before: while a message of a FIFO queue is being worked
 * on, nobody gets another of its group, which is its dossier's, until the visibility timeout has passed (SQS developer
 * guide, "Interleaving multiple ordered message groups"). So an e-mail comes twice only when its run dies between
 * sending and recording or outlasts that timeout, or when a repeat follows within the moment by which the read before
 * it may be late: better than one that never comes. An SMS never does: its provider knows the event's id.
 */
export const putAnnouncement = ({ subject, sequence }: Told, announcement: Announcement): Write => ({
  put: { ...notificationKey(subject, sequence, announcement.channel), ...announcement },
  when: absent,
});

/** A message of which its provider told more than was known of it. */
export const putFate = ({ subject, sequence }: Told, before: Announcement, after: Announcement): Write => ({
  put: { ...notificationKey(subject, sequence, after.channel), ...after },
  when: before.fate
    ? {
        expression: 'fate.#kind = :kind',
        names: { '#kind': 'kind' },
        values: { ':kind': before.fate.kind },
      }
    : { expression: 'attribute_not_exists(fate)' },
});

/** The message about an event on one channel, if there is a record of it. */
export async function loadAnnouncement(
  { subject, sequence }: Told,
  channel: MessageChannel,
): Promise<Announcement | undefined> {
  const { Item: item } = await table.send(
    new GetCommand({
      TableName: environment('TABLE_NAME'),
      Key: notificationKey(subject, sequence, channel),
      ConsistentRead: true,
    }),
  );
  return item && Announcement.parse(item);
}

/** The messages about a dossier, by the numbers of the events that they tell. */
export async function loadAnnouncements(
  dossierId: string,
): Promise<readonly { readonly sequence: number; readonly announcement: Announcement }[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :dossier AND begins_with(SK, :announced)',
    ExpressionAttributeValues: { ':dossier': dossierPK(dossierId), ':announced': NOTIFICATION_PREFIX },
  });
  return items.map((item) => ({
    sequence: Number.parseInt(String(item.SK).slice(NOTIFICATION_PREFIX.length), 10),
    announcement: Announcement.parse(item),
  }));
}

/** An event that was told, as the log keeps it. */
export async function loadTold({ subject, sequence }: Told): Promise<CloudEvent> {
  const { Item: item } = await table.send(
    new GetCommand({ TableName: environment('TABLE_NAME'), Key: eventKey(subject, sequence) }),
  );
  const [event] = readOutbox(`[${LoggedEvent.parse(item).event}]`);
  return events.parse(event);
}
