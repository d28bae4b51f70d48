import * as z from 'zod';
import { EVENT_SOURCE, type EventName, eventNames, eventType } from './name.ts';

/** What every event of a dossier tells; who the applicant is, it does not. */
const common = {
  dossierId: z.uuid(),
  /** Code for people, domain form `H25.03-211010-0001`. */
  dossierCode: z.string(),
  procedureCode: z.string(),
  /** The deciding agency, e.g. `H25.03`. */
  agency: z.string(),
  status: z.string(),
  /** Status code 1-10 of the national portal. */
  nationalStatus: z.int().min(1).max(10),
  /** With offset, `+07:00`. */
  occurredAt: z.iso.datetime({ offset: true }),
  /** The appointed time of the result, while a clock runs. */
  dueAt: z.iso.datetime({ offset: true }).optional(),
  /** How the result is to be returned. */
  delivery: z.enum(['desk', 'post']),
};

const reason = { reason: z.string() };
const shipment = { reference: z.string(), itemCode: z.string(), shipmentStatus: z.string() };

/** What every event tells: the data of each is stated here and nowhere else. */
const events = {
  'dossier.submitted': z.object(common),
  'dossier.received': z.object(common),
  'dossier.refused': z.object({ ...common, ...reason }),
  'dossier.processing-started': z.object(common),
  'dossier.supplement-requested': z.object({
    ...common,
    ...reason,
    items: z.array(z.object({ name: z.string(), paperId: z.string().optional() })),
    /** Last local day to answer. */
    deadline: z.iso.date(),
  }),
  'dossier.supplement-answered': z.object(common),
  'dossier.payment-requested': z.object({ ...common, amountVnd: z.int(), deadline: z.iso.date() }),
  'dossier.payment-recorded': z.object({ ...common, amountVnd: z.int(), receiptNo: z.string() }),
  'dossier.withdrawal-requested': z.object({ ...common, ...reason }),
  'dossier.stopped': z.object({ ...common, ...reason, withdrawn: z.boolean() }),
  'dossier.done': z.object(common),
  'dossier.returned': z.object(common),
  'shipment.ordered': z.object({ ...common, ...shipment }),
  'shipment.moved': z.object({
    ...common,
    ...shipment,
    /** Delivery attempts so far. */
    attempts: z.int(),
    reason: z.string().optional(),
  }),
} as const satisfies Record<EventName, z.ZodObject>;

export type EventData<Name extends EventName> = z.infer<(typeof events)[Name]>;

const nameByType = new Map(eventNames.map((name) => [eventType(name), name]));

const envelope = {
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.literal(EVENT_SOURCE),
  /** The dossier. */
  subject: z.uuid(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  /** Place in the history of its dossier: 1, 2, 3 … without a gap. */
  sequence: z.int().min(1),
  /** Of the request that caused it; every log line down to the last consumer carries it. */
  correlationid: z.string(),
};

/** The envelope of one event with the data that its name promises. */
const cloudEvent = <Name extends EventName>(name: Name) =>
  z.object({ ...envelope, type: z.literal(eventType(name)), data: events[name] });

/** An event as it travels (CloudEvents 1.0, structured JSON). */
export type CloudEvent<Name extends EventName = EventName> = {
  [N in Name]: { name: N } & Omit<z.infer<z.ZodObject<typeof envelope>>, never> & {
      type: string;
      data: EventData<N>;
    };
}[Name];

/**
 * Reads an event from outside. Its short `name` is added for switching on; it is not part of the wire form.
 * @throws ZodError when the envelope or the data does not fit the catalogue
 */
export function parseEvent(value: unknown): CloudEvent {
  const { type } = z.object({ type: z.string() }).parse(value);
  const name = nameByType.get(type);
  if (!name) throw new Error(`unknown event type ${type}`);
  return { name, ...cloudEvent(name).parse(value) } as CloudEvent;
}

/** The wire form of an event. */
export const toWire = ({ name: _, ...wire }: CloudEvent): string => JSON.stringify(wire);
