import * as z from 'zod';
import { personal } from './personal.ts';

/** The account of somebody, as the identity provider names it. */
export const Subject = personal(z.string(), 'account');

/** Who made a change, as the log keeps it beside the event. */
export const Actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applicant'), subject: Subject }),
  /** Who files for another (NĐ 61/2018 Điều 6(2)(b)). */
  z.object({ kind: z.literal('proxy'), subject: Subject }),
  /** Whoever has the receipt with its secret, and is not signed in. */
  z.object({ kind: z.literal('receiptHolder') }),
  z.object({
    kind: z.literal('officer'),
    subject: Subject,
    name: personal(z.string(), 'personName'),
    role: z.string(),
    agency: z.string(),
  }),
  z.object({ kind: z.literal('partner'), partner: z.string() }),
  /** One of our own workers, by its id. */
  z.object({ kind: z.literal('system'), worker: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

/** Who acted, as far as owners and subscribers may know: offices and roles, no person. */
export const PublicActor = z.object({
  kind: z.enum(['applicant', 'proxy', 'receiptHolder', 'officer', 'partner', 'system']),
  role: z.string().optional(),
  agency: z.string().optional(),
  partner: z.string().optional(),
});
export type PublicActor = z.infer<typeof PublicActor>;

/** An actor without the person. */
export const publicActor = (actor: Actor): PublicActor => {
  switch (actor.kind) {
    case 'officer':
      return { kind: 'officer', role: actor.role, agency: actor.agency };
    case 'partner':
      return { kind: 'partner', partner: actor.partner };
    default:
      return { kind: actor.kind };
  }
};
