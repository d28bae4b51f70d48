import { systemNow } from '../../shared/clock.ts';
import { randomId } from '../../shared/ids.ts';
import { log } from '../../shared/log.ts';
import { measure } from '../../shared/metrics.ts';
import { reconcilePayments } from '../../shared/paying/contracts/reconcile-payments.ts';
import { reconcileProviders } from '../../shared/paying/reconciling.ts';

/** Compares the providers' files of the days before with our book of them. */
export const handler = async (): Promise<void> => {
  const { days, unexplained, late } = await reconcileProviders(reconcilePayments.id, {
    now: systemNow,
    newId: randomId,
  });
  measure('PaymentsUnexplained', unexplained + late);
  log.info('PAYMENTS_RECONCILED', { days, unexplained, late });
};
