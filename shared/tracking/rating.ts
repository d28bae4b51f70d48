import { toInstant } from '../clock.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import { filedStatuses } from '../dossier/status.ts';
import { Problem } from '../http/problems.ts';
import { putRating, type SaidRating } from '../rating/rating.ts';
import type { Write } from '../table/transaction.ts';

/** Whether a dossier can be rated now: once, after its end. */
export const mayBeRated = ({ status, rating }: Pick<Filed, 'status' | 'rating'>): boolean =>
  !filedStatuses[status].open && rating === undefined;

/**
 * A rating as the writes of one transaction: its grade stands on the dossier and leaves as an event, its words stay.
 * @throws Problem `rating-too-early`, `rating-given`
 */
export function rated(dossier: Filed, { grade, comment }: SaidRating, occasion: Occasion): readonly Write[] {
  if (!mayBeRated(dossier)) throw new Problem(dossier.rating ? 'rating-given' : 'rating-too-early');
  const told = { name: 'dossier.rated', data: { grade } } as const;
  const { writes } = recorded(dossier, [{ after: { ...dossier, rating: grade }, told }], occasion);
  const kept = putRating(dossier.id, {
    v: 1,
    grade,
    ...(comment && { comment }),
    at: toInstant(occasion.at),
    by: occasion.actor,
  });
  return [...writes, kept];
}
