import { aDayBefore, loadErrand, putErrand, WAKES } from '../errand/store.ts';
import { Problem } from '../http/problems.ts';
import { exportKey } from '../table/keys.ts';
import type { Write } from '../table/transaction.ts';
import { Export } from './export.ts';

/**
 * A new copy in the place of the one before, which wakes its worker: one a day, so that nobody lets the system copy itself. While
 * one is made no other is begun, unless the stream has forgotten to go on with it.
 */
export const putRequestedExport = (asked: Export): Write => ({
  put: { ...exportKey(asked.account.subject), ...asked, ...WAKES },
  when: {
    expression: 'attribute_not_exists(PK) OR #state = :failed OR requestedAt < :before',
    names: { '#state': 'state' },
    values: { ':failed': 'failed', ':before': aDayBefore(asked) },
  },
  refused: (current) =>
    new Problem(Export.parse(current).state === 'making' ? 'export-under-way' : 'export-too-soon'),
});

/** A copy that nobody has gone on with since it was read. @param wakes whether the next run is to begin */
export const putExport = (before: Export, after: Export, said: { readonly wakes: boolean }): Write =>
  putErrand(exportKey(after.account.subject), before, after, said);

/** Forgets a copy: its archives are in nobody's reach from then on, and a run that goes on with it finds nothing. */
export const dropExport = ({ account, exportId }: Export): Write => ({
  remove: exportKey(account.subject),
  when: { expression: 'exportId = :id', values: { ':id': exportId } },
});

/** The newest copy of an account, or undefined; also of one that is past and not yet forgotten. */
export async function loadExport(subject: string): Promise<Export | undefined> {
  const item = await loadErrand(exportKey(subject));
  return item && Export.parse(item);
}
