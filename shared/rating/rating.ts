import * as z from 'zod';
import { Actor } from '../actor.ts';
import { Problem } from '../http/problems.ts';
import { StoredInstant } from '../instant.ts';
import { personal } from '../personal.ts';
import { ratingKey } from '../table/keys.ts';
import { absent, type Write } from '../table/transaction.ts';
import type { Text } from '../text.ts';
import { Words } from '../text.ts';

/** How an applicant found the handling of a dossier (NĐ 61/2018/NĐ-CP Điều 29-32; the three grades that portals ask for). */
export const grades = {
  verySatisfied: { vi: 'Rất hài lòng', en: 'Very satisfied' },
  satisfied: { vi: 'Hài lòng', en: 'Satisfied' },
  unsatisfied: { vi: 'Không hài lòng', en: 'Not satisfied' },
} as const satisfies Record<string, Text>;
const gradeNames = Object.keys(grades) as readonly (keyof typeof grades)[];
export const Grade = z.enum(gradeNames);

/** What an applicant says of it. */
export const SaidRating = z.strictObject({
  grade: Grade,
  comment: personal(z.string().trim().normalize('NFC').min(1).max(2000), 'words').optional(),
});
export type SaidRating = z.infer<typeof SaidRating>;

/** The same as it is kept: its words stand here alone, and in no event. */
export const Rating = z.object({
  v: z.literal(1),
  grade: Grade,
  comment: Words.optional(),
  at: StoredInstant,
  by: Actor,
});
export type Rating = z.infer<typeof Rating>;

/** The rating of a dossier, said once. */
export const putRating = (dossierId: string, rating: Rating): Write => ({
  put: { ...ratingKey(dossierId), ...rating },
  when: absent,
  refused: () => new Problem('rating-given'),
});

/** What the event of a rating tells beyond what every event of its dossier tells. */
export const ratingEvents = { 'dossier.rated': { grade: Grade } };
