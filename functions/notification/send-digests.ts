import { systemNow } from '../../shared/clock.ts';
import { log } from '../../shared/log.ts';
import { tellAgencies } from '../../shared/notification/digesting.ts';

/** Writes to agencies what their day brings, and fails when one could not be told, so that the alarm rings. */
export const handler = async (): Promise<void> => {
  const { told, failed } = await tellAgencies(systemNow);
  log.info('DIGESTS_SENT', { told, failed });
  if (failed > 0) throw new Error(`${failed} agencies could not be told of their day`);
};
