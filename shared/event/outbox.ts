import * as z from 'zod';
import { Actor } from '../actor.ts';
import { toInstant } from '../clock.ts';
import { eventKey, logPK } from '../table/keys.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { hashOf } from './chain.ts';
import { type CloudEventOf, EVENT_SOURCE, envelope, eventType, typeOfKept } from './envelope.ts';

/** An event of a dossier, to be written in the transaction of the change it tells. */
type Emitted = {
  readonly name: string;
  readonly id: string;
  /** The dossier. */
  readonly subject: string;
  readonly sequence: number;
  readonly at: Date;
  readonly correlationId: string;
  readonly data: object;
};

/** The event, which must fit the catalogue: what does not cannot be committed. @throws ZodError */
export const toEvent = <Event>(
  catalogue: { parse(value: unknown): Event },
  { name, id, subject, sequence, at, correlationId, data }: Emitted,
): Event =>
  catalogue.parse({
    specversion: '1.0',
    id,
    source: EVENT_SOURCE,
    type: eventType(name),
    subject,
    time: toInstant(at),
    datacontenttype: 'application/json',
    sequence,
    correlationid: correlationId,
    data,
  });

type AnyEvent = CloudEventOf<string, object>;

/**
 * An event as the table keeps it: what says the same of all events comes back when it is read, and so does what it says twice, the
 * dossier that it is about.
 */
function kept(
  { name, id, subject, time, sequence, correlationid, data }: AnyEvent,
  previous?: string,
): string {
  const told = { ...data, dossierId: undefined };
  return JSON.stringify({ id, subject, time, sequence, correlationid, type: name, data: told, previous });
}

/** The events of one change as they travel with the dossier's own item: a text, since filters of a stream see leaves only. */
export const outboxOf = (events: readonly AnyEvent[]): string =>
  `[${events.map((event) => kept(event)).join(',')}]`;

/**
 * What the publisher needs to know of an event. It was held against the catalogue when it was committed; a publisher of
 * another version must not stop at one that it does not know.
 */
const Envelope = z
  .looseObject({
    ...envelope,
    specversion: envelope.specversion.default('1.0'),
    source: envelope.source.default(EVENT_SOURCE),
    datacontenttype: envelope.datacontenttype.default('application/json'),
    type: z.string().transform(typeOfKept),
    previous: z.string().optional(),
    /** What subscribers filter by, where it is an event of a dossier. */
    data: z.looseObject({
      dossierCode: z.string().optional(),
      agency: z.string().optional(),
      procedureCode: z.string().optional(),
      field: z.string().optional(),
      delivery: z.string().optional(),
    }),
  })
  .transform(({ previous: _, data, ...event }) => ({
    ...event,
    // An event of a dossier tells its code; its id is the subject.
    data: data.dossierCode === undefined ? data : { dossierId: event.subject, ...data },
  }));
export type Envelope = z.output<typeof Envelope>;

/** An event of the log as it travels: what chains an entry to the one before stays there. */
export const readKept = (text: string): Envelope => Envelope.parse(JSON.parse(text));

/** The events in an outbox, in their order. */
export const readOutbox = (outbox: string): readonly Envelope[] =>
  z.array(Envelope).parse(JSON.parse(outbox));

/** An event in the log, with who acted. */
export const LoggedEvent = z.object({ v: z.literal(1), event: z.string(), actor: Actor });

/** Events in the log as they travel. */
export const readLog = (items: readonly Item[]): readonly Envelope[] =>
  items.map((item) => readKept(LoggedEvent.parse(item).event));

/** An event as it is to stand in the log: its text names the hash of the entry before. */
type Chained<Event extends AnyEvent = AnyEvent> = {
  readonly event: Event;
  readonly text: string;
  readonly actor: Actor;
  readonly hash: string;
};

/**
 * The events of a change, each chained to the one before, so that none can be altered, left out, put in or moved without
 * parting it from all that follow. In the text, which the index `log` holds: DynamoDB adds no attribute to an index.
 * @param head the hash of the newest entry so far; the chain begins where there is none
 */
export function chained<Event extends AnyEvent>(
  events: readonly Event[],
  actor: Actor,
  head: string | undefined,
): readonly Chained<Event>[] {
  let previous = head;
  return events.map((event) => {
    const text = kept(event, previous);
    const hash = hashOf({ event: text, actor });
    previous = hash;
    return { event, text, actor, hash };
  });
}

/**
 * The event in the log, by its number and by agency and day. The sequence is gapless, since the item of each number
 * can be written once only.
 */
export const putEvent = (
  { event, text, actor }: Chained,
  {
    agency,
    day,
    found,
  }: {
    readonly agency: string;
    readonly day: string;
    /** By what its dossier is found since this event, as keys of the index `find`. */
    readonly found?: Item | undefined;
  },
): Write => ({
  put: {
    ...eventKey(event.subject, event.sequence),
    v: 1,
    event: text,
    actor,
    logPK: logPK('EVENT', agency, day),
    logSK: `${event.time}#${event.id}`,
    ...found,
  },
  when: absent,
});
