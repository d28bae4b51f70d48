import { Problem } from '../http/problems.ts';
import { dossierKey } from '../table/keys.ts';
import type { Write } from '../table/transaction.ts';
import { loadMark, putMark, toBeSentAgain } from './mark.ts';

/** The most dossiers that are mended at once: each takes two writes of the one transaction. */
export const MOST_MENDED = 45;

/** Has the next run send dossiers to the portal, whatever it has of them. @returns what that writes */
export async function mended(dossierIds: readonly string[], at: Date): Promise<readonly Write[]> {
  const ids = [...new Set(dossierIds)];
  const marks = await Promise.all(ids.map(loadMark));
  return marks.flatMap((mark, place) => {
    const id = ids[place] ?? '';
    return [
      // Only what was filed has a code.
      {
        check: dossierKey(id),
        when: { expression: 'attribute_exists(code)' },
        refused: () => new Problem('dossier-not-found'),
      },
      putMark(id, mark, toBeSentAgain(mark, at)),
    ];
  });
}
