import * as z from 'zod';
import { Words } from '../text.ts';

/** Money that moved at a provider or at the bank: the payer's to the province, or back. */
export const Movement = z.object({
  kind: z.enum(['payment', 'refund']),
  /** That of the attempt: of a transfer the bank's own number. */
  reference: z.string().min(1).max(100),
  /** In đồng. */
  amountVnd: z.int().positive(),
  /** The provider's own number of it. */
  transaction: z.string().max(40).optional(),
  /** Of a transfer: what its payer wrote. */
  content: Words.optional(),
});
export type Movement = z.infer<typeof Movement>;

/** Two movements that both sides know by one name, perhaps by another sum. */
export type Pair<Ours extends Movement> = { readonly ours: Ours; readonly theirs: Movement };

/** What a day comes to: each movement of either side stands in one of these, and in no other. */
export type Compared<Ours extends Movement> = {
  readonly matched: readonly Pair<Ours>[];
  readonly otherSum: readonly Pair<Ours>[];
  readonly missingHere: readonly Movement[];
  /** What the provider names once more in the same file. */
  readonly repeated: readonly Movement[];
  readonly missingThere: readonly Ours[];
};

const nameOf = ({ kind, reference }: Movement): string => `${kind} ${reference}`;

/**
 * What moved on a day by our book, beside what moved by the provider's. A movement is known by its kind and reference, which
 * moves money once. Pure.
 */
export function comparedBooks<Ours extends Movement>(
  ours: readonly Ours[],
  theirs: readonly Movement[],
): Compared<Ours> {
  const ourOf = new Map(ours.map((our) => [nameOf(our), our]));
  const theirOf = new Map(theirs.toReversed().map((their) => [nameOf(their), their]));
  const isFirst = (their: Movement): boolean => theirOf.get(nameOf(their)) === their;
  const firsts = theirs.filter(isFirst);
  const pairs = firsts.flatMap((their) => {
    const our = ourOf.get(nameOf(their));
    return our ? [{ ours: our, theirs: their }] : [];
  });
  const isMatch = (pair: Pair<Ours>): boolean => pair.ours.amountVnd === pair.theirs.amountVnd;
  return {
    matched: pairs.filter(isMatch),
    otherSum: pairs.filter((pair) => !isMatch(pair)),
    missingHere: firsts.filter((their) => !ourOf.has(nameOf(their))),
    missingThere: ours.filter((our) => !theirOf.has(nameOf(our))),
    repeated: theirs.filter((their) => !isFirst(their)),
  };
}
