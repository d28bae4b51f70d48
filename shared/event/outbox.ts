import * as z from 'zod';
import { Actor } from '../actor.ts';
import { toInstant } from '../clock.ts';
import { eventKey, logPK } from '../table/keys.ts';
import { absent, type Item, type Write } from '../table/transaction.ts';
import { type CloudEventOf, EVENT_SOURCE, envelope, eventType } from './envelope.ts';

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

type AnyEvent = CloudEventOf<string, unknown>;

/** An event as the table keeps it: what says the same of all events comes back when it is read. */
const kept = ({ name: _, specversion: __, source: ___, datacontenttype: ____, ...own }: AnyEvent): string =>
  JSON.stringify(own);

/** The events of one change as they travel with the dossier's own item: a text, since filters of a stream see leaves only. */
export const outboxOf = (events: readonly AnyEvent[]): string => `[${events.map(kept).join(',')}]`;

/**
 * What the publisher needs to know of an event. It was held against the catalogue when it was committed; a publisher of
 * another version must not stop at one that it does not know.
 */
const Envelope = z.looseObject({
  ...envelope,
  specversion: envelope.specversion.default('1.0'),
  source: envelope.source.default(EVENT_SOURCE),
  datacontenttype: envelope.datacontenttype.default('application/json'),
  type: z.string(),
  /** What subscribers filter by, where it is an event of a dossier. */
  data: z.looseObject({ agency: z.string().optional(), delivery: z.string().optional() }),
});
export type Envelope = z.output<typeof Envelope>;

/** The events in an outbox, in their order. */
export const readOutbox = (outbox: string): readonly Envelope[] =>
  z.array(Envelope).parse(JSON.parse(outbox));

/** An event in the log, with who acted. */
export const LoggedEvent = z.object({ v: z.literal(1), event: z.string(), actor: Actor });

/**
 * The event in the log, by its number and by agency and day. The sequence is gapless, since the item of each number
 * can be written once only.
 */
export const putEvent = (
  event: AnyEvent,
  {
    actor,
    agency,
    day,
    found,
  }: {
    readonly actor: Actor;
    readonly agency: string;
    readonly day: string;
    /** By what its dossier is found since this event, as keys of the index `find`. */
    readonly found?: Item | undefined;
  },
): Write => ({
  put: {
    ...eventKey(event.subject, event.sequence),
    v: 1,
    event: kept(event),
    actor,
    logPK: logPK('EVENT', agency, day),
    logSK: `${event.time}#${event.id}`,
    ...found,
  },
  when: absent,
});
