import * as z from 'zod';
import { Actor } from '../actor.ts';
import { LocalDate } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { Movement } from './movement.ts';

/** How a provider's file of a day and our book of it differ: a movement that one alone knows, or another sum. */
export const differenceKinds = ['missing-here', 'missing-there', 'other-sum'] as const;

/** What a difference is about. */
export const Differing = z.object({
  kind: z.enum(differenceKinds),
  moved: Movement.shape.kind,
  reference: z.string(),
  /** The provider's own number of it. */
  transaction: z.string().optional(),
  /** By each side's book, in đồng; absent where it knows of none. */
  ourVnd: z.int().optional(),
  theirVnd: z.int().optional(),
});
export type Differing = z.infer<typeof Differing>;

/** A movement as both sides know it. */
type Pair = { readonly ours: Movement; readonly theirs: Movement };

const named = ({ kind, reference, transaction }: Movement) => ({ moved: kind, reference, transaction });

export const missingHere = (theirs: Movement): Differing => ({
  kind: 'missing-here',
  ...named(theirs),
  theirVnd: theirs.amountVnd,
});

export const missingThere = (ours: Movement): Differing => ({
  kind: 'missing-there',
  ...named(ours),
  ourVnd: ours.amountVnd,
});

export const otherSum = ({ ours, theirs }: Pair): Differing => ({
  kind: 'other-sum',
  ...named(theirs),
  ourVnd: ours.amountVnd,
  theirVnd: theirs.amountVnd,
});

/** By which document somebody says how a difference came about. */
export const ExplainedByHand = z.strictObject({ document: z.string().trim().min(3).max(100) });
export type ExplainedByHand = z.infer<typeof ExplainedByHand>;

/** A difference that nothing of ours explains, until the desk has cleared it up with the provider. */
export const Difference = Differing.omit({ reference: true, transaction: true }).extend({
  /** Of which day's file. */
  day: LocalDate,
  explainedAt: StoredInstant.optional(),
  explainedBy: Actor.optional(),
  document: z.string().optional(),
});
export type Difference = z.infer<typeof Difference>;
