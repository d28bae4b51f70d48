import { systemNow } from '../../shared/clock.ts';
import { log } from '../../shared/log.ts';
import { compareWithPortal } from '../../shared/portal/comparing.ts';

/** Compares what the national portal has with what we have, and lists what differs. */
export const handler = async (): Promise<void> => {
  log.info('PORTAL_COMPARED', await compareWithPortal(systemNow));
};
