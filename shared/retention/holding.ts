import * as z from 'zod';
import { toInstant } from '../clock.ts';
import { Reason } from '../dossier/reason.ts';
import { actorOf } from '../dossier/rules.ts';
import { loadFiledOnes } from '../dossier/store.ts';
import { type Hold, holdAfter, holdDeedIn, holdDeeds } from '../hold/hold.ts';
import { filedStill, putHold } from '../hold/store.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import type { Write } from '../table/transaction.ts';

/** What an officer does with the hold of a dossier. */
export const HoldChange = z
  .strictObject({ action: z.enum(holdDeeds), reason: Reason })
  .meta({ id: 'HoldChange' });
type HoldChange = z.infer<typeof HoldChange>;

/**
 * Whose dossiers an officer holds: the head of an agency its own, the control of procedures everybody's.
 * @throws Problem `dossier-not-found` also while it is a draft
 */
export async function requireHoldable(dossierId: string, { role, agency }: Officer): Promise<void> {
  const dossier = (await loadFiledOnes([dossierId])).get(dossierId);
  if (!dossier || (role !== 'procedureControl' && dossier.procedure.agency !== agency))
    throw new Problem('dossier-not-found');
}

/**
 * A hold placed or lifted, and all that it writes: on a dossier that is still there when it is written.
 * @throws Problem `hold-not-allowed` when it is held already, or is not held
 */
export function holdChanged(
  dossierId: string,
  before: Hold | undefined,
  { action, reason }: HoldChange,
  officer: Officer,
  at: Date,
): { readonly after: Hold; readonly writes: readonly Write[] } {
  if (holdDeedIn(before) !== action) throw new Problem('hold-not-allowed');
  const after = holdAfter(before, action, { dossierId, reason, at: toInstant(at), by: actorOf(officer) });
  const gone = () => new Problem('dossier-not-found');
  return { after, writes: [putHold(before, after), ...filedStill(dossierId, gone)] };
}
