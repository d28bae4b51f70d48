import * as z from 'zod';
import { KeptName } from '../applicant/identifiers.ts';
import { withVietnamOffset } from '../clock.ts';
import { type Hold, holdDeedIn, holdDeeds } from '../hold/hold.ts';
import { Words } from '../text.ts';

const Said = z.object({
  reason: Words,
  at: z.iso.datetime({ offset: true }),
  name: KeptName,
  role: z.string(),
  agency: z.string(),
});

/** The hold of a dossier as officers see it. */
export const HoldView = z
  .object({
    dossierId: z.uuid(),
    held: z.boolean(),
    /** Each time that it was held, oldest first. */
    times: z.array(Said.extend({ lifted: Said.optional() })),
    allowedActions: z.array(z.enum(holdDeeds)),
  })
  .meta({ id: 'Hold' });
type HoldView = z.output<typeof HoldView>;

function saidBy({
  reason,
  at,
  by,
}: Pick<Hold['times'][number], 'reason' | 'at' | 'by'>): z.output<typeof Said> {
  if (by.kind !== 'officer') throw new Error('only officers hold a dossier');
  const { name, role, agency } = by;
  return { reason, at: withVietnamOffset(at), name, role, agency };
}

export function viewOfHold(dossierId: string, hold: Hold | undefined): HoldView {
  const deed = holdDeedIn(hold);
  return {
    dossierId,
    held: hold?.held ?? false,
    times: (hold?.times ?? []).map(({ lifted, ...placed }) => ({
      ...saidBy(placed),
      ...(lifted && { lifted: saidBy(lifted) }),
    })),
    allowedActions: deed ? [deed] : [],
  };
}
