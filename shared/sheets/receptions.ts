import * as z from 'zod';
import { type Instant, type LocalDate, toInstant } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import type { EventName } from '../dossier/events.ts';
import { loadFiledOnes } from '../dossier/store.ts';
import { eventType } from '../event/envelope.ts';
import { LoggedEvent, readKept } from '../event/outbox.ts';
import { logPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Reception } from './register.ts';

const RECEPTION = 'dossier.received' satisfies EventName;

const Happened = z.object({
  type: z.string(),
  subject: z.string(),
  data: z.object({ occurredAt: z.string(), dueAt: z.string().optional() }),
});
type Happened = z.infer<typeof Happened>;

/** What the log of an agency says was received on a local day. */
async function receivedOn(agency: string, day: LocalDate): Promise<readonly Happened[]> {
  const items = await queryItems({
    IndexName: 'log',
    KeyConditionExpression: 'logPK = :day',
    FilterExpression: 'contains(#event, :reception)',
    ExpressionAttributeNames: { '#event': 'event' },
    ExpressionAttributeValues: {
      ':day': logPK('EVENT', agency, day),
      ':reception': RECEPTION,
    },
  });
  const happened = items.map((item) => Happened.parse(readKept(LoggedEvent.parse(item).event)));
  // The text may stand in a reason too.
  return happened.filter(({ type }) => type === eventType(RECEPTION));
}

/** The dossiers that an agency received from one local day to another, both included, in the order in which they came. */
export async function loadReceptions(
  agency: string,
  from: LocalDate,
  to: LocalDate,
): Promise<readonly Reception[]> {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  const received = (await Promise.all(days.map((day) => receivedOn(agency, day)))).flat();
  const dossiers = await loadFiledOnes(received.map(({ subject }) => subject));
  const at = (time: string): Instant => toInstant(new Date(time));
  return received
    .flatMap(({ subject, data: { occurredAt, dueAt } }) => {
      const dossier = dossiers.get(subject);
      if (!dossier) return [];
      return [
        { dossier, receivedAt: at(occurredAt), dueAt: dossier.dueAt ?? (dueAt ? at(dueAt) : undefined) },
      ];
    })
    .sort((one, other) => (one.receivedAt < other.receivedAt ? -1 : 1));
}
