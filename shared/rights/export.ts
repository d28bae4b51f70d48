import * as z from 'zod';
import { Subject } from '../actor.ts';
import { KeptEmail, KeptName } from '../applicant/identifiers.ts';
import { ownersOf } from '../applicant/owner.ts';
import { epochSeconds, toInstant } from '../clock.ts';
import { OwnFile } from '../document/own.ts';
import type { Applicant } from '../http/caller.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';

/** Days for which a copy can be fetched; the lifecycle of the bucket forgets its archives then. */
export const EXPORT_DAYS = 7;

/** Where archives stand, below the prefix of papers of our own. */
export const EXPORTS = 'exports';

/** An account asks for one copy in this time, so that nobody lets the system copy itself. */
export const EXPORT_EVERY_HOURS = 24;

/**
 * Runs that may begin on one archive, or on the letter, without coming to its end. What one of them stumbles over the next
 * may not, but what stops them all is to stop there: whoever asked may ask again.
 */
export const MOST_TRIES = 10;

/** Where a walk through what an account owns goes on: with which of its owners, and after which entry of the index. */
export const WalkPlace = z.object({ owner: z.int().min(0), after: z.string() });
export type WalkPlace = z.infer<typeof WalkPlace>;

/** One archive of a copy: complete in itself, so that what was made once is never made again. */
const Archive = OwnFile.extend({ dossiers: z.int().min(0) });
export type Archive = z.infer<typeof Archive>;

export const exportStates = ['making', 'ready', 'failed'] as const;

/**
 * A copy of all that the system holds of an account (NĐ 13/2023/NĐ-CP Điều 9(3), 14): asked for, made archive by archive in
 * the background, and forgotten.
 */
export const Export = z.object({
  v: z.literal(1),
  exportId: z.uuid(),
  /** Who asked, as the identity provider stated it. */
  account: z.object({
    subject: Subject,
    accountType: z.enum(['citizen', 'business']),
    name: KeptName,
  }),
  /** Under which owners its dossiers stand. */
  owners: z.array(personal(z.string(), 'account')),
  /** Where it is told that the copy is ready. */
  email: KeptEmail.optional(),
  state: z.enum(exportStates),
  /** Rises with every change, so that of two runs on the same archive one is written down. */
  step: z.int().min(1),
  /** Runs that have begun since the last came to its end. */
  tries: z.int().min(0),
  requestedAt: StoredInstant,
  /** Where the next archive begins; absent of the first. */
  place: WalkPlace.optional(),
  archives: z.array(Archive),
  /** Epoch seconds. */
  expiresAt: z.int(),
});
export type Export = z.infer<typeof Export>;

/** A copy that is asked for now. */
export const requestedExport = (
  caller: Applicant,
  email: string | undefined,
  { id, at }: { readonly id: string; readonly at: Date },
): Export => ({
  v: 1,
  exportId: id,
  account: { subject: caller.subject, accountType: caller.accountType, name: caller.name },
  owners: [...ownersOf(caller)],
  ...(email && { email }),
  state: 'making',
  step: 1,
  tries: 0,
  requestedAt: toInstant(at),
  archives: [],
  expiresAt: epochSeconds(at) + EXPORT_DAYS * 86_400,
});

/** Whether anything of it is still to be done: an archive, or the letter that says it is ready. */
export const isToDo = ({ state, email }: Export): boolean =>
  state === 'making' || (state === 'ready' && email !== undefined);

const stepped = (before: Export): Export => ({ ...before, step: before.step + 1 });

/** A run begins: one that was cut, or came to nothing, has counted all the same. Pure. */
export function tried(before: Export): Export {
  const after = { ...stepped(before), tries: before.tries + 1 };
  if (after.tries <= MOST_TRIES) return after;
  const { email: _, ...unsaid } = after;
  return before.state === 'ready' ? unsaid : { ...after, state: 'failed' };
}

/** An archive is made. @param next where the next one begins; none where all is told. Pure. */
export const archived = (before: Export, archive: Archive, next: WalkPlace | undefined): Export => ({
  ...stepped(before),
  tries: 0,
  archives: [...before.archives, archive],
  ...(next ? { place: next } : { state: 'ready' }),
});

/** Whoever asked was told that it is ready: the address has done its work, and is forgotten. Pure. */
export function announced(before: Export): Export {
  const { email: _, ...rest } = before;
  return { ...stepped(rest), tries: 0 };
}
