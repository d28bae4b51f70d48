import * as z from 'zod';
import { LocalDate } from '../clock.ts';
import { StoredInstant } from '../instant.ts';
import { dayOfReconciliation, reconciliationKey, reconciliationsPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import { absent, type Write } from '../table/transaction.ts';
import { Differing } from './difference.ts';
import type { Movement } from './movement.ts';

const Sum = z.object({ count: z.int().min(0), amountVnd: z.int().min(0) });

/** What came in, and what went back, in đồng. */
export const Totals = z.object({ payments: Sum, refunds: Sum });
export type Totals = z.infer<typeof Totals>;

/** A difference with whose dossier it is about, and whether we know why: heard on another day, or settled by the file. */
export const ListedDifference = Differing.extend({
  dossierId: z.string().optional(),
  isExplained: z.boolean(),
});
export type ListedDifference = z.infer<typeof ListedDifference>;

/** What a local day at a provider came to, by its file and by our book: made once, and never changed. */
export const Reconciliation = z.object({
  v: z.literal(1),
  provider: z.string(),
  day: LocalDate,
  madeAt: StoredInstant,
  ours: Totals,
  theirs: Totals,
  /** What both know by the same sum. */
  matched: Totals,
  differences: z.array(ListedDifference),
  /** How many of the differences nothing explains, and how many there are beyond those that are listed. */
  unexplained: z.int().min(0),
  unlisted: z.int().min(0),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/** More are counted, and not listed: the item stays well under DynamoDB's 400 KB. */
export const MOST_LISTED = 200;

const sumOf = (movements: readonly Movement[], kind: Movement['kind']) => {
  const amounts = movements.filter((one) => one.kind === kind).map(({ amountVnd }) => amountVnd);
  return { count: amounts.length, amountVnd: amounts.reduce((sum, amountVnd) => sum + amountVnd, 0) };
};

export const totalsOf = (movements: readonly Movement[]): Totals => ({
  payments: sumOf(movements, 'payment'),
  refunds: sumOf(movements, 'refund'),
});

/** The reconciliation of a day, unless there is one. */
export const putReconciliation = (reconciliation: Reconciliation): Write => ({
  put: { ...reconciliationKey(reconciliation.provider, reconciliation.day), ...reconciliation },
  when: absent,
});

/** What days at a provider came to, oldest first. */
export async function loadReconciliations(
  provider: string,
  from: LocalDate,
  to: LocalDate,
): Promise<readonly Reconciliation[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :provider AND SK BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':provider': reconciliationsPK(provider),
      ':from': dayOfReconciliation(from),
      ':to': dayOfReconciliation(to),
    },
  });
  return items.map((item) => Reconciliation.parse(item));
}
