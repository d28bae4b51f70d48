import { loadPaying } from '../payment/store.ts';
import { acting, type Sources, type Struck, strike } from './strike.ts';

const REASON = 'Quá thời hạn thực hiện nghĩa vụ tài chính mà chưa nhận được thanh toán';

const end = acting(() => ({ action: 'closeUnpaid', reason: REASON }));

/** Whether a provider may still say that it was paid in time. */
const isBeingPaid = async (dossierId: string): Promise<boolean> =>
  (await loadPaying(dossierId)).attempts.some(({ state }) => state === 'pending');

/**
 * Ends the dossiers whose payment has missed its last day, once no provider is left to be heard of it.
 * @param worker id of the worker that acts
 */
export const closeMissedPayments = (worker: string, sources: Sources): Promise<Struck> =>
  strike(
    worker,
    [
      {
        kind: 'payment',
        before: sources.now(),
        attend: async (found, occasion) =>
          (await isBeingPaid(found.dossierId)) ? undefined : end(found, occasion),
      },
    ],
    sources,
  );
