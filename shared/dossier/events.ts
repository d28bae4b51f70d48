import * as z from 'zod';
import { PublicActor } from '../actor.ts';
import { type CloudEventOf, catalogueOf } from '../event/envelope.ts';
import { feeReceiptEvents } from '../fee-receipt/events.ts';
import { feedbackEvents } from '../feedback/events.ts';
import { refundEvents } from '../payment/refund-events.ts';
import { ratingEvents } from '../rating/rating.ts';
import { shipmentEvents } from '../shipment/events.ts';
import { actions, type Stated } from './actions.ts';
import { KeptChannel } from './channel.ts';

/** What every event of a dossier tells; who the applicant is, it does not. */
const common = {
  dossierId: z.uuid(),
  dossierCode: z.string().meta({ description: 'Code for people, as `H25.03-211010-0001`.' }),
  procedureCode: z.string(),
  field: z.string().optional().meta({ description: 'The field of law of the procedure, in Vietnamese.' }),
  agency: z.string().meta({ description: 'The deciding agency, as `H25.03`.' }),
  status: z.string().meta({ description: 'Status after the event.' }),
  nationalStatus: z.int().min(1).max(10).meta({ description: 'The same as the national portal numbers it.' }),
  occurredAt: z.iso.datetime({ offset: true }).meta({
    description: 'When it happened, which may be before it was recorded; with the offset `+07:00`.',
  }),
  actor: PublicActor.meta({ description: 'Who acted: the office, not the person.' }),
  dueAt: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'The appointed time of the result, while a clock runs.' }),
  delivery: z.enum(['desk', 'online', 'post']).meta({ description: 'How the result is to be returned.' }),
  channel: KeptChannel.meta({ description: 'How the dossier came in.' }),
};

/** Events of what stands beside the dossier. */
const besides = {
  ...shipmentEvents,
  ...refundEvents,
  ...feeReceiptEvents,
  ...feedbackEvents,
  ...ratingEvents,
};

type Told = { [A in Stated as A['event']['name']]: A['event']['data'] } & typeof besides;

export type EventName = keyof Told & string;
export type EventData<Name extends EventName = EventName> = {
  [N in Name]: Told[N] extends z.ZodRawShape ? z.output<z.ZodObject<typeof common & Told[N]>> : never;
}[Name];
export type CommonData = z.output<z.ZodObject<typeof common>>;

/** Every event that leaves the system, gathered from the actions, from what the post and providers of payment report, from receipts, and from what applicants say. */
export const events = catalogueOf(common, {
  ...Object.fromEntries(actions.map(({ event }) => [event.name, event.data])),
  ...besides,
} as Told);

/** An event as it travels. */
export type CloudEvent<Name extends EventName = EventName> = {
  [N in Name]: CloudEventOf<N, EventData<N>>;
}[Name];
