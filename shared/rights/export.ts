import * as z from 'zod';
import { Subject } from '../actor.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { ownersOf } from '../applicant/owner.ts';
import { OwnFile } from '../document/own.ts';
import { advancedErrand, errand, requestedErrand } from '../errand/errand.ts';
import type { Applicant } from '../http/caller.ts';
import { personal } from '../personal.ts';

/** Where a walk through what an account owns goes on: with which of its owners, and after which entry of the index. */
export const WalkPlace = z.object({ owner: z.int().min(0), after: z.string() });
export type WalkPlace = z.infer<typeof WalkPlace>;

/** One archive of a copy: complete in itself, so that what was made once is never made again. */
const Archive = OwnFile.extend({ dossiers: z.int().min(0) });
export type Archive = z.infer<typeof Archive>;

/**
 * A copy of all that the system holds of an account (NĐ 13/2023/NĐ-CP Điều 9(3), 14): asked for, made archive by archive in
 * the background, and forgotten.
 */
export const Export = z.object({
  ...errand,
  /** Who asked, as the identity provider stated it. */
  account: z.object({
    subject: Subject,
    accountType: z.enum(['citizen', 'business']),
    name: KeptName,
  }),
  /** Under which owners its dossiers stand. */
  owners: z.array(personal(z.string(), 'account')),
  /** Where the next archive begins; absent of the first. */
  place: WalkPlace.optional(),
  archives: z.array(Archive),
});
export type Export = z.infer<typeof Export>;

/** A copy that is asked for now. */
export const requestedExport = (
  caller: Applicant,
  email: string | undefined,
  occasion: { readonly id: string; readonly at: Date },
): Export => ({
  ...requestedErrand(email, occasion),
  account: { subject: caller.subject, accountType: caller.accountType, name: caller.name },
  owners: [...ownersOf(caller)],
  archives: [],
});

/** An archive is made. @param next where the next one begins; none where all is told. Pure. */
export const archived = (before: Export, archive: Archive, next: WalkPlace | undefined): Export => ({
  ...advancedErrand(before, !next),
  archives: [...before.archives, archive],
  ...(next && { place: next }),
});
