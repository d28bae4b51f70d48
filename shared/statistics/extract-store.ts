import { aDayBefore, loadErrand, putErrand, WAKES } from '../errand/store.ts';
import { Problem } from '../http/problems.ts';
import { extractKey } from '../table/keys.ts';
import type { Write } from '../table/transaction.ts';
import { Extract } from './extract.ts';

/**
 * A new list in the place of the one before, which wakes its worker: while one is made no other is begun, unless the stream has
 * forgotten to go on with it.
 */
export const putRequestedExtract = (asked: Extract): Write => ({
  put: { ...extractKey(asked.subject), ...asked, ...WAKES },
  when: {
    expression: 'attribute_not_exists(PK) OR #state IN (:ready, :failed) OR requestedAt < :before',
    names: { '#state': 'state' },
    values: { ':ready': 'ready', ':failed': 'failed', ':before': aDayBefore(asked) },
  },
  refused: () => new Problem('extract-under-way'),
});

/** A list that nobody has gone on with since it was read. @param wakes whether the next run is to begin */
export const putExtract = (before: Extract, after: Extract, said: { readonly wakes: boolean }): Write =>
  putErrand(extractKey(after.subject), before, after, said);

/** The newest list of an officer, or undefined; also of one that is past and not yet forgotten. */
export async function loadExtract(subject: string): Promise<Extract | undefined> {
  const item = await loadErrand(extractKey(subject));
  return item && Extract.parse(item);
}
