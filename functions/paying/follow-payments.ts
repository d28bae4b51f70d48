import { systemNow } from '../../shared/clock.ts';
import { randomId } from '../../shared/ids.ts';
import { log } from '../../shared/log.ts';
import { measure } from '../../shared/metrics.ts';
import { followPayments } from '../../shared/paying/contracts/follow-payments.ts';
import { followPaying } from '../../shared/paying/following.ts';

/** Asks the providers for what they have not told: what was paid, and what they have given back. */
export const handler = async (): Promise<void> => {
  const { told, failed, inDoubt } = await followPaying(followPayments.id, {
    now: systemNow,
    newId: randomId,
  });
  measure('PaymentsInDoubt', inDoubt);
  log.info('PAYMENTS_FOLLOWED', { told, failed, inDoubt });
};
