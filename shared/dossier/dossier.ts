import * as z from 'zod';
import { Actor, Subject } from '../actor.ts';
import { KeptName, KeptNumber } from '../applicant/identifiers.ts';
import type { Appointment } from '../appointment/appointment.ts';
import { LocalDate } from '../clock.ts';
import type { Consignment } from '../consignment/consignment.ts';
import type { Consultation } from '../consultation/consultation.ts';
import { KeptConsultationTerm } from '../consultation/term.ts';
import { ClockEvent, KeptProcessingTime } from '../deadline/deadline.ts';
import type { Document } from '../document/document.ts';
import { StoredInstant } from '../instant.ts';
import type { Payment } from '../payment/payment.ts';
import { KeptFor } from '../procedure/retention.ts';
import type { Proposal } from '../proposal/proposal.ts';
import { Grade } from '../rating/rating.ts';
import type { Result } from '../result/result.ts';
import type { Shipment } from '../shipment/shipment.ts';
import type { Supplement } from '../supplement/supplement.ts';
import { KeptText, Words } from '../text.ts';
import { Assignee } from './assignee.ts';
import { KeptChannel } from './channel.ts';
import { Decision } from './decision.ts';
import { KeptForm } from './form.ts';
import { Intake } from './intake.ts';
import { filedStatusNames } from './status.ts';
import { StepId, StepsDue } from './step.ts';

/** What a dossier takes over from its procedure when it is made, so that a later change of law does not move it. */
export const ProcedureOfDossier = z.object({
  code: z.string(),
  name: KeptText,
  /** The deciding agency. */
  agency: z.string(),
  processing: KeptProcessingTime,
  /** The longer time that the law gives in one case, and which case that is. */
  extended: z.object({ time: KeptProcessingTime, basis: KeptText }).optional(),
  supplementClock: z.enum(['restart', 'pause']),
  /** Whether reading it is recorded (NĐ 13/2023 Điều 2(4)). */
  sensitive: z.boolean(),
  /** Whether a leader must approve before it is finished or stopped; without it an officer may decide alone. */
  approval: z.boolean().optional(),
  /** How long an agency that is consulted has by law, and what its silence means. */
  consultation: KeptConsultationTerm.optional(),
  /** The field of law it belongs to, in Vietnamese; what was made before fields were noted has none. */
  field: z.string().optional(),
  /** How long it is kept once it is closed; what was made before this was said is kept as its procedure says today. */
  keptFor: KeptFor.optional(),
});
export type ProcedureOfDossier = z.infer<typeof ProcedureOfDossier>;

/** The deciding agency as it was called on the day of filing, and the one-stop desk that hands the result out. */
export const Office = z.object({ name: KeptText, desk: z.string() });
export type Office = z.infer<typeof Office>;

/** Người nộp, where it is not the owner. */
export const Submitter = z.object({ fullName: KeptName, personalId: KeptNumber.optional() });
export type Submitter = z.infer<typeof Submitter>;

const common = {
  /** Version of this schema: every later one reads it. */
  v: z.literal(1),
  id: z.uuid(),
  /** Rises with every change; the ETag. */
  version: z.int().min(1),
  procedure: ProcedureOfDossier,
  /** The account that files (`sub` of its tokens), or whom papers name that came in at a desk or through a proxy. */
  owner: Subject,
  /**
   * The account that files for another, with an authorisation (NĐ 61/2018 Điều 6(2)(b)): it may see and do what the
   * owner may. Until it has filed, the draft is its own.
   */
  proxy: Subject.optional(),
  channel: KeptChannel,
  /** The agency whose desk takes it in; without one it is the deciding agency. */
  receiving: z.string().optional(),
  /** By what the national portal knows it, where it was filed there. */
  portalCode: z.string().optional(),
  createdAt: StoredInstant,
  /** Who made the newest change. */
  changedBy: Actor,
};

/** A dossier that only its owner knows. */
export const Draft = z.object({
  ...common,
  status: z.literal('draft'),
  form: KeptForm.optional(),
  /** Epoch seconds: the draft and all its papers are forgotten together. Absent while its money keeps it (`draft-charge.ts`). */
  expiresAt: z.int().optional(),
});
export type Draft = z.infer<typeof Draft>;

/**
 * What the desk is to look after though nobody has acted: the post lost a result, brought it back, sends it back before
 * its time, is silent about it, cannot work by its address, or cannot be reached; its applicant is not reached; money is to go
 * back to its payer that no provider returns; or a provider's file tells of its money otherwise than we do.
 */
export const attentions = [
  'shipment-lost',
  'shipment-returned',
  'shipment-returned-early',
  'shipment-silent',
  'order-refused',
  'post-unreachable',
  'applicant-unreached',
  'refund-refused',
  'payment-unexplained',
] as const;

/** That the agency was warned of a due day, or told that it is past, and the day that an apology may promise instead. */
export const Warning = z.object({
  dueAt: StoredInstant,
  as: z.enum(['due-soon', 'overdue']),
  proposedDate: LocalDate.optional(),
});
export type Warning = z.infer<typeof Warning>;

/** Where the proposal of a result may be while a dossier is processed. */
export const stages = ['proposed', 'approved'] as const;

/** A dossier that was submitted. What grows in its life (rounds, appointments, payments, shipments, events) has items of its own. */
export const Filed = z.object({
  ...common,
  status: z.enum(filedStatusNames),
  form: KeptForm,
  office: Office,
  /** Who the proxy is, as the identity provider states it. */
  submitter: Submitter.optional(),
  /** That VNeID has verified the account that filed it, as far as the identity provider says so. */
  verified: z.literal(true).optional(),
  /** Of what came in on paper. */
  intake: Intake.optional(),
  code: z.string(),
  submittedAt: StoredInstant,
  /** Number of the newest event: the next has this plus one. */
  lastEvent: z.int().min(1),
  /** Its hash, which the next one names; absent until the first that was written since there is a chain. */
  head: z.string().optional(),
  receivedAt: StoredInstant.optional(),
  finishedAt: StoredInstant.optional(),
  returnedAt: StoredInstant.optional(),
  clock: z.array(ClockEvent),
  /** When the result is due; absent while no clock runs. */
  dueAt: StoredInstant.optional(),
  /** From when on it is due soon, and by when the steps that lead to it are to be done; counted with it. */
  soonAt: StoredInstant.optional(),
  steps: StepsDue.optional(),
  /** The newest warning; one of another day than the due day is past. */
  warning: Warning.optional(),
  /** The furthest step that the agency was told is late, since the time was last given anew. */
  lateStep: StepId.optional(),
  /** The version of the calendar by which it was counted; the first where none is said. */
  calendarVersion: z.int().min(1).optional(),
  /** How often the time was extended, and another day appointed. */
  extensions: z.int().min(0).default(0),
  reappointments: z.int().min(0).default(0),
  /** Why it was refused or stopped, or why withdrawal is asked for or was declined. */
  reason: Words.optional(),
  /** Rounds of supplement so far, and the last local day to answer the open one. */
  supplements: z.int().min(0).default(0),
  supplementUntil: z.string().optional(),
  /** That the post is to bring what was asked for, or has: no deadline ends the open round meanwhile. */
  supplementByPost: z.literal(true).optional(),
  /** Requests for payment so far, and the last local day to pay the open one. */
  payments: z.int().min(0).default(0),
  paymentUntil: z.string().optional(),
  /** That its fees are paid before reception, until it is received. */
  feesFirst: z.literal(true).optional(),
  /**
   * Whether the post may collect the fees that are asked for (`offered`), is to (`byPost`), or was to and does not: then the desk
   * does before it hands the result out (`atDesk`).
   */
  collection: z.enum(['offered', 'byPost', 'atDesk']).optional(),
  /** Shipments so far. */
  shipments: z.int().min(0).default(0),
  /** Where it stood when its withdrawal was asked for. */
  withdrawnFrom: z.enum(filedStatusNames).optional(),
  attention: z.enum(attentions).optional(),
  /** That its result is wanted online: stored for lists, which know no form. */
  online: z.literal(true).optional(),
  /** In whose hands it is at the deciding agency; in nobody's without one. */
  assignee: Assignee.optional(),
  /** How far the proposal of its result is: with the leader, or approved. */
  stage: z.enum(stages).optional(),
  /** Proposals and consultations so far, and the agencies that are asked at this moment. */
  proposals: z.int().min(0).optional(),
  consultations: z.int().min(0).optional(),
  consulted: z.array(z.string()).optional(),
  /** What was issued in the end. */
  decision: Decision.optional(),
  /** How its applicant found it. */
  rating: Grade.optional(),
});
export type Filed = z.infer<typeof Filed>;

export const Dossier = z.discriminatedUnion('status', [Draft, Filed]);
export type Dossier = z.infer<typeof Dossier>;

/** What belongs to a dossier and may be many. */
export type Parts = {
  /** In the order in which they were declared. */
  readonly documents: readonly Document[];
  readonly supplements: readonly Supplement[];
  readonly appointments: readonly Appointment[];
  readonly payments: readonly Payment[];
  readonly shipments: readonly Shipment[];
  /** By which the post brings papers of it, in the order in which they were booked. */
  readonly consignments: readonly Consignment[];
  /** Files of the agency that are to become results, and the results. */
  readonly resultFiles: readonly Document[];
  readonly results: readonly Result[];
  readonly consultations: readonly Consultation[];
  readonly proposals: readonly Proposal[];
};

/** A dossier with all its parts, as one read finds them. */
export type DossierFile<D extends Dossier = Dossier> = Parts & { readonly dossier: D };
