import * as z from 'zod';
import { PostalAddress } from '../applicant/address.ts';
import { Applicant } from '../applicant/applicant.ts';
import { ClockEvent, ProcessingTime } from '../deadline/deadline.ts';
import { StoredInstant } from '../instant.ts';
import { Shipment } from '../shipment/shipment.ts';
import { filedStatusNames } from './status.ts';

const BilingualName = z.object({ vi: z.string(), en: z.string() });

/** How the applicant wants the result: at the one-stop desk, or through the public post (QĐ 45/2016/QĐ-TTg Điều 5). */
export const Delivery = z
  .discriminatedUnion('channel', [
    z.strictObject({ channel: z.literal('desk') }),
    z.strictObject({ channel: z.literal('post'), address: PostalAddress }),
  ])
  .meta({ id: 'Delivery' });

/** What the applicant declares: who, what, how the result is wanted, and the procedure's own fields. */
export const Form = z
  .strictObject({
    applicant: Applicant,
    /** Trích yếu: what is asked for, in the applicant's words. */
    content: z.string().trim().normalize('NFC').min(3).max(1000),
    delivery: Delivery,
    /** Answers to the procedure's own fields, by field id. */
    answers: z.record(z.string().max(60), z.union([z.string().trim().max(2000), z.number()])).default({}),
  })
  .meta({ id: 'Form' });
export type Form = z.infer<typeof Form>;

/** What a dossier takes over from its procedure when it is made, so that a later change of law does not move it. */
export const ProcedureOfDossier = z.object({
  code: z.string(),
  name: BilingualName,
  agency: z.string(),
  processing: ProcessingTime,
  supplementClock: z.enum(['restart', 'pause']),
});

const common = {
  id: z.uuid(),
  /** Rises with every change; the ETag. */
  version: z.int().min(1),
  procedure: ProcedureOfDossier,
  /** The account that files: `sub` of its tokens. */
  owner: z.string(),
  createdAt: StoredInstant,
};

/** A dossier that only its owner knows. */
export const Draft = z.object({ ...common, status: z.literal('draft'), form: Form.optional() });
export type Draft = z.infer<typeof Draft>;

/** What was asked to be supplemented, how often, and from when on an answer counts. */
export const Supplement = z.object({
  /** How often a supplement has been requested so far. */
  rounds: z.int().min(1),
  requestedAt: StoredInstant,
  reason: z.string(),
  items: z.array(z.object({ name: z.string(), paperId: z.string().optional() })),
  deadline: z.iso.date(),
});

/** A dossier that was submitted. */
export const Filed = z.object({
  ...common,
  status: z.enum(filedStatusNames),
  form: Form,
  code: z.string(),
  submittedAt: StoredInstant,
  /** Number of the newest event: the next has this plus one. */
  lastEvent: z.int().min(1),
  receivedAt: StoredInstant.optional(),
  finishedAt: StoredInstant.optional(),
  returnedAt: StoredInstant.optional(),
  clock: z.array(ClockEvent),
  /** When the result is due; absent while no clock runs. */
  dueAt: StoredInstant.optional(),
  /** Why it was refused or stopped, or why withdrawal is asked for. */
  reason: z.string().optional(),
  supplement: Supplement.optional(),
  payment: z
    .object({
      amountVnd: z.int(),
      deadline: z.iso.date(),
      receiptNo: z.string().optional(),
    })
    .optional(),
  shipments: z.array(Shipment),
});
export type Filed = z.infer<typeof Filed>;

export const Dossier = z.discriminatedUnion('status', [Draft, Filed]);
export type Dossier = z.infer<typeof Dossier>;
