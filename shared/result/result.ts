import * as z from 'zod';
import { Actor } from '../actor.ts';
import type { Instant } from '../clock.ts';
import { OwnFile } from '../document/own.ts';
import { Problem } from '../http/problems.ts';
import { StoredInstant } from '../instant.ts';
import { KeptText, Words } from '../text.ts';

/** Why a result is no longer what it says, by whom, and by which article. */
const ended = {
  at: StoredInstant,
  by: Actor,
  reason: Words,
  legalBasis: z.string(),
};

/**
 * A result of a dossier: a file that its agency has signed and entered in its register. It is never changed: what was
 * wrong is replaced by another or revoked, and stays to be read with the mark of it.
 */
export const Result = z.object({
  v: z.literal(1),
  code: z.string(),
  /** The agency whose register holds it, the year, and its number there: 1, 2 … without a gap. */
  agency: z.string(),
  year: z.int(),
  number: z.int().min(1),
  dossierId: z.uuid(),
  dossierCode: z.string(),
  procedure: z.object({ code: z.string(), name: KeptText }),
  /** Trích yếu: what it is, in a line of the register. */
  abstract: Words,
  signedAt: StoredInstant,
  signedBy: Actor,
  /** The uploaded file that was signed. */
  documentId: z.uuid(),
  /** Where what was signed stands. */
  ...OwnFile.shape,
  /** Code of the result in whose place it stands. */
  replaces: z.string().optional(),
  /** When it was given out, with the decision: before that it is the agency's alone. */
  releasedAt: StoredInstant.optional(),
  end: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('replaced'), ...ended, with: z.string() }),
      z.object({ kind: z.literal('revoked'), ...ended }),
    ])
    .optional(),
});
export type Result = z.infer<typeof Result>;

/** Whether it is what it says, as whoever verifies it is told. */
export const resultStates = {
  valid: { vi: 'Còn hiệu lực', en: 'Valid' },
  replaced: { vi: 'Đã được thay thế', en: 'Replaced' },
  revoked: { vi: 'Đã bị thu hồi, hủy bỏ', en: 'Revoked' },
} as const;
export type ResultState = keyof typeof resultStates;

export const stateOf = ({ end }: Pick<Result, 'end'>): ResultState => end?.kind ?? 'valid';

/** The result of this code among those of a dossier, while it holds. @throws Problem `result-not-found`, `result-not-valid` */
export function requireValid(results: readonly Result[], code: string): Result {
  const result = results.find((one) => one.code === code);
  if (!result) throw new Problem('result-not-found');
  if (stateOf(result) !== 'valid') throw new Problem('result-not-valid');
  return result;
}

/** The results that are given out with the decision at this moment. */
export const released = (results: readonly Result[], at: Instant): readonly Result[] =>
  results.map((result) => (result.releasedAt ? result : { ...result, releasedAt: at }));
