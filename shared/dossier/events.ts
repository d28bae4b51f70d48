import * as z from 'zod';
import { PublicActor } from '../actor.ts';
import { type CloudEventOf, catalogueOf } from '../event/envelope.ts';
import { feedbackEvents } from '../feedback/events.ts';
import { ratingEvents } from '../rating/rating.ts';
import { shipmentEvents } from '../shipment/events.ts';
import { actions, type Stated } from './actions.ts';
import { KeptChannel } from './channel.ts';

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
  /** Who acted: the office, not the person. */
  actor: PublicActor,
  /** The appointed time of the result, while a clock runs. */
  dueAt: z.iso.datetime({ offset: true }).optional(),
  /** How the result is to be returned. */
  delivery: z.enum(['desk', 'online', 'post']),
  /** How the dossier came in. */
  channel: KeptChannel,
};

/** Events of what stands beside the dossier. */
const besides = { ...shipmentEvents, ...feedbackEvents, ...ratingEvents };

type Told = { [A in Stated as A['event']['name']]: A['event']['data'] } & typeof besides;

export type EventName = keyof Told & string;
export type EventData<Name extends EventName = EventName> = {
  [N in Name]: Told[N] extends z.ZodRawShape ? z.output<z.ZodObject<typeof common & Told[N]>> : never;
}[Name];
export type CommonData = z.output<z.ZodObject<typeof common>>;

/** Every event that leaves the system, gathered from the actions, from what the post reports, and from what applicants say. */
export const events = catalogueOf(common, {
  ...Object.fromEntries(actions.map(({ event }) => [event.name, event.data])),
  ...besides,
} as Told);

/** An event as it travels. */
export type CloudEvent<Name extends EventName = EventName> = {
  [N in Name]: CloudEventOf<N, EventData<N>>;
}[Name];
