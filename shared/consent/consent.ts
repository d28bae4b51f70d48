import * as z from 'zod';
import { birthYearOf, PersonalId } from '../applicant/identifiers.ts';
import { LocalDate, toInstant } from '../clock.ts';
import type { Applicant } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { StoredInstant } from '../instant.ts';
import { lazily } from '../lazily.ts';
import { Text } from '../text.ts';
import data from './consents.json' with { type: 'json' };

/**
 * What rests on the consent of whom it concerns, and on nothing else. All else that is done with a dossier rests on the law
 * by which it is decided, and needs none (NĐ 13/2023/NĐ-CP Điều 17(5); Luật 91/2025/QH15 Điều 19(1)).
 */
export const purposes = ['reuse-results', 'further-addresses'] as const;
export const Purpose = z.enum(purposes);
export type Purpose = z.infer<typeof Purpose>;

/** What one agrees to: which data, what for, and who does it (NĐ 13/2023 Điều 11(2)). It never changes: another wording is another version. */
const Wording = z.strictObject({
  version: z.int().min(1),
  /** First local day on which it is shown. */
  since: LocalDate,
  /** Whether it asks those anew who agreed to the wording before it. */
  asksAnew: z.boolean(),
  text: Text,
  /** What withdrawal does, and what it does not undo (Điều 12). */
  withdrawal: Text,
});
type Wording = z.infer<typeof Wording>;

/** The wordings of each purpose, oldest first. */
const wordings = lazily(() => z.record(Purpose, z.array(Wording).min(1)).parse(data));

/** What is shown today to who is asked. */
export function wordingOf(purpose: Purpose): Wording {
  const newest = wordings()[purpose].at(-1);
  if (!newest) throw new Error(`nobody has written what ${purpose} asks for`);
  return newest;
}

/** That somebody agreed, or no longer does: kept for good, each beside the one before, for it is the proof (Điều 11(10)). */
export const Consent = z.object({
  v: z.literal(1),
  purpose: Purpose,
  /** 1, 2 … of an account and a purpose. */
  number: z.int().min(1),
  state: z.enum(['given', 'withdrawn']),
  /** The wording that was agreed to, or is no longer. */
  version: z.int().min(1),
  at: StoredInstant,
});
export type Consent = z.infer<typeof Consent>;

/** The newest of a purpose, out of all of an account. */
export const lastSaid = (consents: readonly Consent[], purpose: Purpose): Consent | undefined =>
  consents.findLast((one) => one.purpose === purpose);

/** Whether somebody agrees now. Silence is no consent (Điều 11(6)), nor is what was said to a wording since which all are asked anew. */
export const isInForce = (
  consent: Consent | undefined,
  known: readonly Pick<Wording, 'version' | 'asksAnew'>[] = consent ? wordings()[consent.purpose] : [],
): boolean =>
  consent?.state === 'given' && !known.some(({ version, asksAnew }) => asksAnew && version > consent.version);

/** The age from which on one consents alone: under sixteen one is a child (Luật Trẻ em 102/2016/QH13 Điều 1). */
const OF_AGE = 16;

/**
 * Whether an account may be a child's, for whom who represents it by law consents as well (NĐ 13/2023 Điều 20(2)). The number
 * that its provider states tells the year of birth: whoever has not been sixteen all year long may not be it yet. Of an account
 * without a number nobody knows.
 */
export function mayBeChild({ accountType, number }: Applicant, today: LocalDate): boolean {
  const id = accountType === 'citizen' ? PersonalId.safeParse(number) : undefined;
  return id?.success === true && Number(today.slice(0, 4)) - birthYearOf(id.data) <= OF_AGE;
}

/**
 * What is written down when somebody gives or withdraws a consent; nothing where that is how it stands.
 * @throws Problem `consent-of-guardian` when a child gives it
 */
export function said(
  consents: readonly Consent[],
  { purpose, state }: Pick<Consent, 'purpose' | 'state'>,
  caller: Applicant,
  { at, today }: { readonly at: Date; readonly today: LocalDate },
): Consent | undefined {
  const newest = lastSaid(consents, purpose);
  if (state === 'given' ? isInForce(newest) : newest?.state === 'withdrawn') return undefined;
  if (state === 'given' && mayBeChild(caller, today)) throw new Problem('consent-of-guardian');
  const version = state === 'given' || !newest ? wordingOf(purpose).version : newest.version;
  return { v: 1, purpose, number: (newest?.number ?? 0) + 1, state, version, at: toInstant(at) };
}

/**
 * What is written down where a call itself states that somebody agrees to the wording of today: nothing where that stands.
 * @throws Problem `consent-required` where it was withdrawn: then only its owner gives it anew, and no call by the way
 */
export function agreedByUse(
  consents: readonly Consent[],
  purpose: Purpose,
  ...others: readonly [caller: Applicant, now: { readonly at: Date; readonly today: LocalDate }]
): readonly Consent[] {
  if (lastSaid(consents, purpose)?.state === 'withdrawn') throw new Problem('consent-required');
  const consent = said(consents, { purpose, state: 'given' }, ...others);
  return consent ? [consent] : [];
}

/** Withdraws all that is given, as who wants to be forgotten does. */
export const allWithdrawn = (consents: readonly Consent[], at: Date): readonly Consent[] =>
  purposes.flatMap((purpose) => {
    const newest = lastSaid(consents, purpose);
    return newest?.state === 'given'
      ? [{ ...newest, number: newest.number + 1, state: 'withdrawn' as const, at: toInstant(at) }]
      : [];
  });
