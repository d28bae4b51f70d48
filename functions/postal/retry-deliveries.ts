import { systemNow } from '../../shared/clock.ts';
import { randomId } from '../../shared/ids.ts';
import { log } from '../../shared/log.ts';
import { measure } from '../../shared/metrics.ts';
import { retryDeliveries } from '../../shared/postal/contracts.ts';
import { pursueDue } from '../../shared/postal/retry.ts';
import { loadPools, shortOf } from '../../shared/shipment/pool.ts';

/** Tells the post again what it did not answer to, asks it for news of what is on its way, and leaves it alone while it is down. */
export const handler = async (): Promise<void> => {
  const { told, failed, waiting, inVain } = await pursueDue(retryDeliveries.id, {
    now: systemNow,
    newId: randomId,
  });
  const codesShort = shortOf(await loadPools());
  measure('DeliveriesHeldUp', inVain + codesShort);
  log.info('DELIVERIES_RETRIED', { told, failed, waiting, inVain, codesShort });
};
