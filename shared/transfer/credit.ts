import * as z from 'zod';
import { Actor } from '../actor.ts';
import { type Instant, toInstant } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import type { BankCredit } from '../payment/bank.ts';
import { Words } from '../text.ts';

const ended = { at: StoredInstant, by: Actor };

/** A transfer that came into the account for fees: on record once, by the bank's own number, whatever it is for. */
export const Credit = z.object({
  v: z.literal(1),
  transaction: z.string(),
  /** In đồng. */
  amountVnd: z.int().positive(),
  /** What its payer wrote. */
  content: Words,
  /** When we heard of it. */
  heardAt: StoredInstant,
  /** Which attempt of which dossier it is; absent while nobody knows, and when it went back. */
  dossierId: z.uuid().optional(),
  attempt: z.int().min(1).optional(),
  /** What somebody did of which we did not know what for: whose it is, or by which document it went back. */
  end: z
    .discriminatedUnion('as', [
      z.object({ as: z.literal('matched'), ...ended }),
      z.object({ as: z.literal('returned'), ...ended, document: z.string() }),
    ])
    .optional(),
});
export type Credit = z.infer<typeof Credit>;

/** A transfer of which the bank has just told. */
export const creditOf = ({ transaction, amountVnd, content }: BankCredit, at: Date): Credit => ({
  v: 1,
  transaction,
  amountVnd,
  content,
  heardAt: toInstant(at),
});

/** Whether it is still unknown what a transfer is for. */
export const isUnknown = ({ dossierId, end }: Credit): boolean =>
  dossierId === undefined && end === undefined;

/** What is done with a transfer of which nobody knew what for. */
export const CreditEnding = z.discriminatedUnion('as', [
  /** Whose it is, as the payer has shown. */
  z.strictObject({ as: z.literal('matched'), dossierCode: z.string().max(60) }),
  /** It went back, by this document. */
  z.strictObject({ as: z.literal('returned'), document: z.string().trim().min(3).max(100) }),
]);
export type CreditEnding = z.infer<typeof CreditEnding>;

/** A transfer that somebody has sent back. Pure. */
export const returnedCredit = (
  credit: Credit,
  { document, at, by }: { readonly document: string; readonly at: Instant; readonly by: Actor },
): Credit => ({ ...credit, end: { as: 'returned', at, by, document } });
