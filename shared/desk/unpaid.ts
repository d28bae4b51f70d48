import { acting, type Sources, type Struck, strike } from './strike.ts';

const REASON = 'Quá thời hạn thực hiện nghĩa vụ tài chính mà chưa nhận được thanh toán';

/** Ends the dossiers whose payment has missed its last day. @param worker id of the worker that acts */
export const closeMissedPayments = (worker: string, sources: Sources): Promise<Struck> =>
  strike(
    worker,
    [
      {
        kind: 'payment',
        before: sources.now(),
        attend: acting(() => ({ action: 'closeUnpaid', reason: REASON })),
      },
    ],
    sources,
  );
