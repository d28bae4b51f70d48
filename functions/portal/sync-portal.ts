import { systemNow } from '../../shared/clock.ts';
import { randomId, randomSecret } from '../../shared/ids.ts';
import { log } from '../../shared/log.ts';
import { syncPortal } from '../../shared/portal/contracts/sync-portal.ts';
import { syncWithPortal } from '../../shared/portal/syncing.ts';

/** Tells the national portal what has happened to dossiers since the last run, and takes what was filed there further. */
export const handler = async (): Promise<void> => {
  const sources = { worker: syncPortal.id, now: systemNow, newId: randomId, newSecret: randomSecret };
  log.info('PORTAL_SYNCED', await syncWithPortal(sources));
};
