import * as z from 'zod';
import { nameOf } from '../applicant/applicant.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { KeptProcessingTime } from '../deadline/deadline.ts';
import { StoredInstant } from '../instant.ts';
import { KeptText } from '../text.ts';
import { KeptChannel } from './channel.ts';
import { attentions, type Dossier, Filed, ProcedureOfDossier, Warning } from './dossier.ts';
import { filedStatusNames } from './status.ts';

/**
 * What a list shows of a dossier, and what decides who may do what with it. Each stands on the dossier's own item under
 * this name, so that an index holds it and nothing is written twice.
 */
export const Summary = z.object({
  v: z.literal(1),
  id: z.uuid(),
  version: z.int(),
  status: z.enum(['draft', ...filedStatusNames]),
  procedure: z.object({
    code: z.string(),
    name: KeptText,
    agency: z.string(),
    processing: KeptProcessingTime,
    extended: ProcedureOfDossier.shape.extended,
    approval: ProcedureOfDossier.shape.approval,
  }),
  owner: Filed.shape.owner,
  proxy: Filed.shape.proxy,
  channel: KeptChannel,
  receiving: z.string().optional(),
  createdAt: StoredInstant,
  code: z.string().optional(),
  applicantName: KeptName.optional(),
  submittedAt: StoredInstant.optional(),
  dueAt: StoredInstant.optional(),
  warning: Warning.optional(),
  lateStep: Filed.shape.lateStep,
  extensions: z.int().default(0),
  reappointments: z.int().default(0),
  supplements: z.int().default(0),
  supplementUntil: z.string().optional(),
  supplementByPost: Filed.shape.supplementByPost,
  paymentUntil: z.string().optional(),
  feesFirst: Filed.shape.feesFirst,
  collection: Filed.shape.collection,
  attention: z.enum(attentions).optional(),
  online: z.literal(true).optional(),
  assignee: Filed.shape.assignee,
  stage: Filed.shape.stage,
  consulted: Filed.shape.consulted,
});
export type Summary = z.infer<typeof Summary>;

/**
 * The attributes of a dossier's item that lists of officers read by what is due: they need not know which account files for
 * another; what is paid before reception is not due yet, what is collected with the result no longer, and no time runs while a
 * supplement is waited for.
 */
export const summaryAttributes = Object.keys(
  Summary.omit({ proxy: true, feesFirst: true, collection: true, supplementByPost: true }).shape,
);

/** A dossier as lists know it. */
export const summaryOf = (dossier: Dossier): Summary => ({
  supplements: 0,
  extensions: 0,
  reappointments: 0,
  ...dossier,
  applicantName: dossier.form && nameOf(dossier.form.applicant),
  ...(dossier.form?.delivery.channel === 'online' && { online: true }),
});
