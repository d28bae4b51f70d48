import { systemNow } from '../../shared/clock.ts';
import { sealDays } from '../../shared/control/sealing.ts';
import { log } from '../../shared/log.ts';

/** Seals what the log says of the days before. */
export const handler = async (): Promise<void> => {
  log.info('LOG_SEALED', { days: await sealDays(systemNow) });
};
