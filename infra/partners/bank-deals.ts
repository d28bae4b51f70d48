import * as z from 'zod';

/** What a payer can do with a payment. */
export const decisions = {
  paid: 'Thanh toán',
  failed: 'Thanh toán không thành công',
  cancelled: 'Hủy',
} as const;
export const Decision = z.enum(Object.keys(decisions) as readonly (keyof typeof decisions)[]);
export type Decision = z.infer<typeof Decision>;

/** A payment as a provider keeps it, and what became of its money. */
export const Deal = z.object({
  reference: z.string(),
  amountVnd: z.int().positive(),
  description: z.string(),
  returnUrl: z.string(),
  /** Times as the format writes them: `yyyyMMddHHmmss`, GMT+7. */
  openedAt: z.string(),
  expiresAt: z.string().optional(),
  state: z.enum(['open', ...Decision.options]),
  paidAt: z.string().optional(),
  transaction: z.string().optional(),
  refund: z
    .object({
      amountVnd: z.int(),
      state: z.enum(['ordered', 'returned', 'refused']),
      returnedAt: z.string().optional(),
    })
    .optional(),
  /** What it was answered to each report. */
  answers: z.array(z.string()),
});
export type Deal = z.infer<typeof Deal>;

/** How a provider behaves from now on: as it should, unless something of this is said. */
export const Mood = z.strictObject({
  /** Waits so long before it answers a question. */
  slowMs: z.coerce.number().int().min(0).max(60_000).default(0),
  /** Waits so long before it reports. */
  lateMs: z.coerce.number().int().min(0).max(600_000).default(0),
  /** How often it sends each report: never, once, twice. */
  copies: z.coerce.number().int().min(0).max(5).default(1),
  /** What it adds to the amount in its reports, not in its answers. */
  lieVnd: z.coerce.number().int().default(0),
  /** Sends the second report first, and the first after it. */
  backwards: z.coerce.boolean().default(false),
  /** How many of the next questions it answers with an error. */
  down: z.coerce.number().int().min(0).max(1000).default(0),
  /** What becomes of a refund that is ordered. */
  refunds: z.enum(['ordered', 'returned', 'refused']).default('returned'),
  /** Its file of a day: whole, not there, without its first movement, with one that was none, or of the first more, less, or twice. */
  file: z.enum(['whole', 'absent', 'lacking', 'strange', 'other-sum', 'short', 'doubled']).default('whole'),
});
export type Mood = z.infer<typeof Mood>;
