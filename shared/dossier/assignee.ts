import * as z from 'zod';
import { type Actor, Subject } from '../actor.ts';
import { KeptName } from '../applicant/identifiers.ts';
import type { Officer } from '../http/caller.ts';

/** In whose hands a dossier is at the deciding agency: an officer's, or those of a division from which one takes it. */
export const Assignee = z.object({
  subject: Subject.optional(),
  name: KeptName.optional(),
  division: z.string().optional(),
});
export type Assignee = z.infer<typeof Assignee>;

/** In the hands of an officer who takes it; from a division, it stays one of the division's. */
export function takenBy(actor: Actor, before: Assignee | undefined): Assignee | undefined {
  if (actor.kind !== 'officer') return before;
  const { subject, name } = actor;
  return { ...before, subject, name };
}

/** How an officer stands to a dossier: it has it or covers for who has, may take it, or somebody else has it. */
export type Hold = 'own' | 'free' | 'others';

export function holdOf(assignee: Assignee | undefined, { subject, division, covers = [] }: Officer): Hold {
  if (!assignee) return 'free';
  if (assignee.subject === undefined) return assignee.division === division ? 'free' : 'others';
  return [subject, ...covers].includes(assignee.subject) ? 'own' : 'others';
}
