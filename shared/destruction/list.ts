import * as z from 'zod';
import { Actor } from '../actor.ts';
import { LocalDate } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { Words } from '../text.ts';
import { destructionStateNames } from './state.ts';

/** A dossier on a list: what names it in the archive, and nothing of whom it is about. */
export const DestructionEntry = z.object({
  dossierId: z.uuid(),
  dossierCode: z.string(),
  procedureCode: z.string(),
  /** The local day on which it came to its end. */
  closedOn: LocalDate,
  /** For how many years it had to be kept after that one. */
  years: z.int().min(1),
});
export type DestructionEntry = z.infer<typeof DestructionEntry>;

/** Most dossiers of a list: some 130 bytes each, and an item holds 400 KB (DynamoDB quotas). */
export const MOST_ENTRIES = 1000;

/** Most strokes through a list, each with one reason for any number of dossiers. */
export const MOST_STRIKES = 50;

/** What is not to be destroyed after all, and why. */
const Strike = z.object({
  codes: z.array(z.string()).min(1).max(MOST_ENTRIES),
  reason: Words,
  at: StoredInstant,
  by: Actor,
});

/** What a list names, in the order of the codes. */
export const DestructionEntries = z.object({
  v: z.literal(1),
  entries: z.array(DestructionEntry),
  strikes: z.array(Strike),
});
export type DestructionEntries = z.infer<typeof DestructionEntries>;

/** Danh mục tài liệu hết thời hạn lưu trữ: what an agency is to destroy of what was filed in a year, 1, 2 … without a gap. */
export const DestructionList = z.object({
  v: z.literal(1),
  version: z.int().min(1),
  agency: z.string(),
  year: z.int(),
  number: z.int().min(1),
  state: z.enum(destructionStateNames),
  /** How many it names, and how many of them are struck. */
  named: z.int().min(0),
  struck: z.int().min(0),
  /** How many were passed over that are held. */
  held: z.int().min(0),
  /** The code after which the next list of the year goes on, where this one was full. */
  through: z.string().optional(),
  drawn: z.object({ at: StoredInstant, by: Actor }),
  /** Who approved or discarded it. */
  decided: z.object({ at: StoredInstant, by: Actor }).optional(),
  /** What became of it: how many were destroyed, and the codes of those that were kept, for they were held or are needed. */
  finished: z
    .object({
      at: StoredInstant,
      destroyed: z.int().min(0),
      kept: z.array(z.string()),
    })
    .optional(),
});
export type DestructionList = z.infer<typeof DestructionList>;

/** What a list of an agency is called: `2011-000003`. */
export const nameOfList = ({ year, number }: Pick<DestructionList, 'year' | 'number'>): string =>
  `${year}-${String(number).padStart(6, '0')}`;

/** The reasons why entries are struck, by their codes. */
export const struckFor = ({ strikes }: DestructionEntries): ReadonlyMap<string, string> =>
  new Map(strikes.flatMap(({ codes, reason }) => codes.map((code) => [code, reason] as const)));

/** What is to be destroyed of a list: all that is not struck. */
export const condemned = (named: DestructionEntries): readonly DestructionEntry[] => {
  const struck = struckFor(named);
  return named.entries.filter(({ dossierCode }) => !struck.has(dossierCode));
};
