import * as z from 'zod';
import { KeptEmail } from '../applicant/identifiers.ts';
import { epochSeconds, toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';

/** Days for which what was made can be fetched; the lifecycle of the bucket forgets it then. */
export const EXPORT_DAYS = 7;

/** Where it stands, below the prefix of papers of our own. */
export const EXPORTS = 'exports';

/**
 * Runs that may begin on one file, or on the letter, without coming to its end. What one of them stumbles over the next
 * may not, but what stops them all is to stop there: whoever asked may ask again.
 */
const MOST_TRIES = 10;

export const exportStates = ['making', 'ready', 'failed'] as const;

/** What is kept of everything that is made in the background for whoever asked for it: file by file, told of, and forgotten. */
export const errand = {
  v: z.literal(1),
  exportId: z.uuid(),
  /** Where it is told that it is ready. */
  email: KeptEmail.optional(),
  state: z.enum(exportStates),
  /** Rises with every change, so that of two runs on the same file one is written down. */
  step: z.int().min(1),
  /** Runs that have begun since the last came to its end. */
  tries: z.int().min(0),
  requestedAt: StoredInstant,
  /** Epoch seconds. */
  expiresAt: z.int(),
};
const Errand = z.object(errand);
export type Errand = z.infer<typeof Errand>;

/** An errand that is asked for now. */
export const requestedErrand = (
  email: string | undefined,
  { id, at }: { readonly id: string; readonly at: Date },
): Errand => ({
  v: 1,
  exportId: id,
  ...(email && { email }),
  state: 'making',
  step: 1,
  tries: 0,
  requestedAt: toInstant(at),
  expiresAt: epochSeconds(at) + EXPORT_DAYS * 86_400,
});

/** Whether anything of it is still to be done: a file, or the letter that says it is ready. */
export const isToDo = ({ state, email }: Errand): boolean =>
  state === 'making' || (state === 'ready' && email !== undefined);

const stepped = <One extends Errand>(before: One): One => ({ ...before, step: before.step + 1 });

/** A run begins: one that was cut, or came to nothing, has counted all the same. Pure. */
export function tried<One extends Errand>(before: One): One {
  const after = { ...stepped(before), tries: before.tries + 1 };
  if (after.tries <= MOST_TRIES) return after;
  return before.state === 'ready' ? { ...after, email: undefined } : { ...after, state: 'failed' };
}

/** A run has come to its end, and so has the errand where nothing is left to make. Pure. */
export const advancedErrand = <One extends Errand>(before: One, isLast: boolean): One => ({
  ...stepped(before),
  tries: 0,
  ...(isLast && { state: 'ready' }),
});

/** Whoever asked was told that it is ready: the address has done its work, and is forgotten. Pure. */
export const announced = <One extends Errand>(before: One): One => ({
  ...stepped(before),
  tries: 0,
  email: undefined,
});
