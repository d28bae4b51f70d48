import { localDateOf, type Now } from '../clock.ts';
import { act } from '../dossier/change.ts';
import { requireStep } from '../dossier/rules.ts';
import { loadFiledFile } from '../dossier/store.ts';
import { Problem } from '../http/problems.ts';
import type { NewId } from '../ids.ts';
import { log } from '../log.ts';
import { loadDue } from '../table/due.ts';
import { commit, Superseded } from '../table/transaction.ts';

/** How many of each shard one run looks at; the next run goes on. */
const BATCH = 100;

const REASON = 'Quá thời hạn thực hiện nghĩa vụ tài chính mà chưa nhận được thanh toán';

/**
 * Ends the dossiers whose payment has missed its last day. One that fails holds up no other; one that an officer has
 * moved meanwhile stays as it is.
 * @param worker id of the worker that acts, for the log of changes
 */
export async function closeMissedPayments(
  worker: string,
  { now, newId }: { readonly now: Now; readonly newId: NewId },
): Promise<{ ended: number; failed: number }> {
  const count = { ended: 0, failed: 0 };
  for (const { dossierId } of await loadDue('payment', now(), BATCH)) {
    const at = now();
    try {
      const file = await loadFiledFile(dossierId);
      const step = requireStep('closeUnpaid', file.dossier, 'system', localDateOf(at));
      const occasion = { at, actor: { kind: 'system', worker }, newId, correlationId: newId() } as const;
      await commit(act(file, { action: 'closeUnpaid', reason: REASON }, step, occasion).writes);
      count.ended += 1;
    } catch (error) {
      // Its withdrawal is asked for, or an officer was sooner: the next run looks again.
      if (error instanceof Problem || error instanceof Superseded) continue;
      log.error('EVENT_FAILED', error, { worker, dossierId });
      count.failed += 1;
    }
  }
  return count;
}
