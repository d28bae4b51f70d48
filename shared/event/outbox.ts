import { toInstant } from '../clock.ts';
import { eventKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import type { CloudEvent, EventData } from './catalogue.ts';
import { EVENT_SOURCE, type EventName, eventType } from './name.ts';

/** An event of a dossier, to be written in the transaction of the change it tells. */
export type Emitted<Name extends EventName = EventName> = {
  readonly name: Name;
  readonly id: string;
  readonly sequence: number;
  readonly at: Date;
  readonly correlationId: string;
  readonly data: EventData<Name>;
};

/**
 * The outbox is the table: an event is an item beside its dossier, and the stream carries it on.
 * The sequence is gapless, since the item of each number can be written once only.
 */
export function emit({ name, id, sequence, at, correlationId, data }: Emitted): Write {
  const event: Omit<CloudEvent, 'name'> = {
    specversion: '1.0',
    id,
    source: EVENT_SOURCE,
    type: eventType(name),
    subject: data.dossierId,
    time: toInstant(at),
    datacontenttype: 'application/json',
    sequence,
    correlationid: correlationId,
    data,
  };
  return {
    put: { ...eventKey(data.dossierId, sequence), event },
    when: absent,
  };
}
