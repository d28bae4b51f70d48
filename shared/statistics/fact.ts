import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { toInstant } from '../clock.ts';
import { channels } from '../dossier/channel.ts';
import type { CloudEvent, EventName } from '../dossier/events.ts';
import { StoredInstant } from '../instant.ts';
import { WayToPay, wayToPay } from '../payment/way.ts';
import { Grade } from '../rating/rating.ts';

/**
 * Whether what is counted changes by an event. All are named, so that a new one has to be thought of. Who works on a dossier
 * changes nothing, nor does a wish to withdraw, which leaves the clock as it is until the end; what warns tells what is
 * counted anyway; a result that is replaced or revoked was resolved on its day; feedback has a list of its own, and money that is owed
 * back counts when it is back.
 */
const counted = {
  'dossier.submitted': false,
  'dossier.received': true,
  'dossier.refused': true,
  'dossier.assigned': false,
  'dossier.claimed': false,
  'dossier.released': false,
  'dossier.processing-started': false,
  'dossier.consultation-requested': false,
  'dossier.consultation-withdrawn': false,
  'dossier.consultation-answered': false,
  'dossier.consultation-silent': false,
  'dossier.supplement-requested': true,
  'dossier.supplement-reminded': false,
  'dossier.supplement-answered': true,
  'dossier.payment-requested': true,
  'dossier.charge-corrected': true,
  'dossier.charge-waived': true,
  'dossier.payment-recorded': true,
  'dossier.payment-on-delivery': true,
  'dossier.extended': true,
  'dossier.reappointed': true,
  'dossier.due-date-moved': true,
  'dossier.step-overdue': false,
  'dossier.due-soon': false,
  'dossier.overdue': false,
  'dossier.withdrawal-requested': false,
  'dossier.withdrawal-taken-back': false,
  'dossier.withdrawal-declined': false,
  'dossier.stopped': true,
  'dossier.proposed': false,
  'dossier.sent-back': false,
  'dossier.approved': false,
  'dossier.result-issued': false,
  'dossier.done': true,
  'dossier.returned': true,
  'dossier.result-corrected': false,
  'dossier.result-revoked': false,
  'dossier.rated': true,
  'shipment.ordered': false,
  'shipment.instructed': false,
  'shipment.moved': false,
  'refund.owed': false,
  'refund.returned': true,
  'refund.refused': false,
  'fee-receipt.cancelled': true,
  'feedback.received': false,
  'feedback.due-soon': false,
  'feedback.overdue': false,
  'feedback.answered': false,
} as const satisfies Record<EventName, boolean>;

/** The events by which anything that is counted changes. */
export const countedEvents = (Object.keys(counted) as readonly EventName[]).filter((name) => counted[name]);

/** One event of a dossier, in short. */
const Moment = z.object({
  /** Its place in the dossier's history. */
  sequence: z.int(),
  /** When it happened, which may be before it was recorded. */
  at: StoredInstant,
  /** The status after it. */
  status: z.string(),
  /** When the result is due after it, while a clock runs. */
  dueAt: StoredInstant.optional(),
  /** The post reported it. */
  byPost: z.literal(true).optional(),
  /** In đồng, what is to be paid from now on; 0 for who is exempt. */
  askedVnd: z.int().optional(),
  /** It is asked in the place of what was asked last. */
  instead: z.literal(true).optional(),
  paid: z.object({ vnd: z.int(), way: WayToPay }).optional(),
  /** In đồng, what went back to who had paid it. */
  returnedVnd: z.int().optional(),
  grade: Grade.optional(),
});
export type Moment = z.infer<typeof Moment>;

/**
 * What statistics know of a dossier: where it belongs, and its moments. All that is counted of it follows from these, as
 * of any day. Who the applicant is, they do not know.
 */
export const Fact = z.object({
  v: z.literal(1),
  dossierId: z.string(),
  dossierCode: z.string(),
  agency: z.string(),
  procedureCode: z.string(),
  channel: z.enum(channels),
  /** In the order of the history, each once. */
  moments: z.array(Moment),
});
export type Fact = z.infer<typeof Fact>;

/** What an event tells of money, or of how its applicant found the handling. */
function saidIn(event: CloudEvent): Partial<Moment> {
  switch (event.name) {
    case 'dossier.received':
      return event.data.exempt ? { askedVnd: 0 } : {};
    case 'dossier.payment-requested':
      return { askedVnd: event.data.amountVnd };
    case 'dossier.charge-corrected':
      return { askedVnd: event.data.amountVnd, instead: true };
    case 'dossier.charge-waived':
      return { askedVnd: 0, instead: true };
    case 'dossier.payment-recorded': {
      const { amountVnd: vnd, way = wayToPay(event.data.actor) } = event.data;
      return { paid: { vnd, way } };
    }
    case 'refund.returned':
    case 'fee-receipt.cancelled':
      return { returnedVnd: event.data.amountVnd };
    case 'dossier.rated':
      return { grade: event.data.grade };
    default:
      return {};
  }
}

const momentOf = (event: CloudEvent): Moment => {
  const { sequence, data } = event;
  return {
    sequence,
    at: toInstant(new Date(data.occurredAt)),
    status: data.status,
    ...(data.dueAt && { dueAt: toInstant(new Date(data.dueAt)) }),
    ...(data.actor.partner === 'postal' && { byPost: true }),
    ...saidIn(event),
  };
};

const factOf = ({ data }: CloudEvent): Fact => ({
  v: 1,
  dossierId: data.dossierId,
  dossierCode: data.dossierCode,
  agency: data.agency,
  procedureCode: data.procedureCode,
  channel: data.channel,
  moments: [],
});

/**
 * The fact after an event. An event that was heard already changes nothing, and one that comes late takes its place, so
 * that the same events lead to the same fact in whatever order they come, and however often. Where an earlier version heard less
 * in it than this one, it is heard anew.
 */
export function heard(fact: Fact | undefined, event: CloudEvent): Fact {
  const before = fact ?? factOf(event);
  const moment = momentOf(event);
  const known = before.moments.find(({ sequence }) => sequence === moment.sequence);
  if (isDeepStrictEqual(known, moment)) return before;
  const moments = [...before.moments.filter((one) => one !== known), moment].sort(
    (one, other) => one.sequence - other.sequence,
  );
  return { ...before, moments };
}
