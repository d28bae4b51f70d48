import { type CloudEvent, type EventData, type EventName, events } from '../../shared/dossier/events.ts';
import { eventType } from '../../shared/event/envelope.ts';

const common: EventData<'dossier.received'> = {
  dossierId: '7c0e7d1c-3f0a-4d5b-9f55-0d6a3a1b2c3d',
  dossierCode: 'H25.03-211010-0001',
  procedureCode: '2.000488',
  agency: 'H25.03',
  status: 'received',
  nationalStatus: 2,
  occurredAt: '2021-10-11T08:30:00+07:00',
  dueAt: '2021-10-25T17:00:00+07:00',
  actor: { kind: 'officer', role: 'deskOfficer', agency: 'H25.03' },
  delivery: 'desk',
  channel: 'online',
};

/** An event as a queue brings it, with what matters to a test. */
export const anEvent = <Name extends EventName>(
  name: Name,
  data: Partial<EventData<Name>> = {},
  id = 'evt-0001',
): CloudEvent =>
  events.parse({
    specversion: '1.0',
    id,
    source: 'urn:motcua:H25',
    type: eventType(name),
    subject: { ...common, ...data }.dossierId,
    time: '2021-10-11T01:30:00.000Z',
    datacontenttype: 'application/json',
    sequence: 2,
    correlationid: 'correlation-0001',
    data: { ...common, ...data },
  });
