import * as z from 'zod';
import { Actor } from '../actor.ts';
import { StoredInstant } from '../instant.ts';
import { Words } from '../text.ts';

/** Said by an officer, and when. */
const said = { reason: Words, at: StoredInstant, by: Actor };

/** Why a dossier is not to be destroyed though its years are over, and why it may be again: each time that it was held. */
export const Hold = z.object({
  v: z.literal(1),
  version: z.int().min(1),
  dossierId: z.uuid(),
  /** Whether it is held now. */
  held: z.boolean(),
  /** Oldest first. */
  times: z.array(z.object({ ...said, lifted: z.object(said).optional() })).min(1),
});
export type Hold = z.infer<typeof Hold>;

/** What is done with a hold: placed where there is none, and lifted where there is. */
export const holdDeeds = ['place', 'lift'] as const;
export type HoldDeed = (typeof holdDeeds)[number];

/** How often one dossier may be held: all of it is one item. */
const MOST_TIMES = 50;

/** What may be done with the hold of a dossier that had this one so far, if any. */
export const holdDeedIn = (hold: Hold | undefined): HoldDeed | undefined => {
  if (hold?.held) return 'lift';
  return (hold?.times.length ?? 0) < MOST_TIMES ? 'place' : undefined;
};

/** A hold after such a deed, which must be the one that may be done. Pure. */
export function holdAfter(
  before: Hold | undefined,
  deed: HoldDeed,
  said: Pick<Hold['times'][number], 'reason' | 'at' | 'by'> & Pick<Hold, 'dossierId'>,
): Hold {
  const { dossierId, ...now } = said;
  const times = before?.times ?? [];
  const last = times.at(-1);
  return {
    v: 1,
    version: (before?.version ?? 0) + 1,
    dossierId,
    held: deed === 'place',
    times: deed === 'lift' && last ? [...times.slice(0, -1), { ...last, lifted: now }] : [...times, now],
  };
}
