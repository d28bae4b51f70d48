import * as z from 'zod';
import type { Outcome } from '../functions/environment.ts';

const responseSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
});

/**
 * The items of a batch that a function did not do: all when it failed, those it reports when its event source
 * mapping asks for reports, and all again when the report is malformed or names an item that was not in the batch
 * (Lambda guide, "Success and failure conditions").
 */
export function failedItems(
  outcome: Outcome,
  items: readonly string[],
  reports: boolean,
): ReadonlySet<string> {
  if (!outcome.ok) return new Set(items);
  if (!reports || outcome.result === null) return new Set();
  const response = responseSchema.safeParse(outcome.result);
  if (!response.success) return new Set(items);
  const failed = new Set(response.data.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((item) => items.includes(item)) ? failed : new Set(items);
}
