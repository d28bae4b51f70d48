import * as z from 'zod';
import type { Outcome } from '../functions/environment.ts';

const reportSchema = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/**
 * The items of a batch that a function did not do: all when it failed, those it reports, none when it reports nothing,
 * and all again when the report is malformed or names an item that was not in the batch (Lambda guide, "Success and
 * failure conditions").
 */
export function failedItems(outcome: Outcome, items: readonly string[]): ReadonlySet<string> {
  if (!outcome.ok) return new Set(items);
  if (outcome.result === null) return new Set();
  const report = reportSchema.safeParse(outcome.result);
  if (!report.success) return new Set(items);
  const failed = new Set(report.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((item) => items.includes(item)) ? failed : new Set(items);
}
