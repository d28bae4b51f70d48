import * as z from 'zod';
import type { LocalDate } from '../clock.ts';
import type { Reconciliation } from './reconciliation.ts';
import { loadBook } from './store.ts';

/** In đồng: collected of payers by our book, remitted by the batch of the day, and the first less the second. */
const sums = { collectedVnd: z.int(), remittedVnd: z.int(), outstandingVnd: z.int() };

/**
 * What the post owes of days, each on which it collected or paid anything, and in all. What a later batch makes up stands on its
 * own day, below zero: the sum is what counts.
 */
export const Owed = z
  .object({ days: z.array(z.object({ day: z.iso.date(), ...sums })), ...sums })
  .meta({ id: 'Owed' });
export type Owed = z.infer<typeof Owed>;

type Sums = Omit<Owed, 'days'>;

const debtOf = (collectedVnd: number, remittedVnd: number): Sums => ({
  collectedVnd,
  remittedVnd,
  outstandingVnd: collectedVnd - remittedVnd,
});

/** What was collected on a day for which there is no batch yet. */
async function withoutBatch(day: LocalDate): Promise<Sums> {
  const book = await loadBook('postal', day);
  return debtOf(
    book.reduce((sum, { amountVnd }) => sum + amountVnd, 0),
    0,
  );
}

/** What the post owes of some days, as of now. @param reconciliations those of the days for which there is a batch */
export async function owedFor(
  days: readonly LocalDate[],
  reconciliations: readonly Reconciliation[],
): Promise<Owed> {
  const debts = await Promise.all(
    days.map(async (day) => {
      const made = reconciliations.find((one) => one.day === day);
      const debt = made
        ? debtOf(made.ours.payments.amountVnd, made.theirs.payments.amountVnd)
        : await withoutBatch(day);
      return { day, ...debt };
    }),
  );
  const sum = (of: 'collectedVnd' | 'remittedVnd') => debts.reduce((total, debt) => total + debt[of], 0);
  return {
    days: debts.filter(({ collectedVnd, remittedVnd }) => collectedVnd > 0 || remittedVnd > 0),
    ...debtOf(sum('collectedVnd'), sum('remittedVnd')),
  };
}
