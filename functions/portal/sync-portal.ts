import { systemNow } from '../../shared/clock.ts';
import { log } from '../../shared/log.ts';
import { syncPortal } from '../../shared/portal/contracts/sync-portal.ts';
import { syncWithPortal } from '../../shared/portal/syncing.ts';

/** Tells the national portal what has happened to dossiers since the last run, and leaves it alone while it is down. */
export const handler = async (): Promise<void> => {
  log.info('PORTAL_SYNCED', await syncWithPortal(syncPortal.id, systemNow));
};
