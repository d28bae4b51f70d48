import { systemNow } from '../../shared/clock.ts';
import { log } from '../../shared/log.ts';
import { destroyDossiers } from '../../shared/retention/contracts/destroy-dossiers.ts';
import { destroyApproved } from '../../shared/retention/destroying.ts';
import { carryOutDeletions } from '../../shared/rights/deleting.ts';

/**
 * Deletes what people want gone of their own, destroys what the heads of agencies have approved, and fails when something of
 * it did, so that the alarm rings.
 */
export const handler = async (): Promise<void> => {
  const sources = { worker: destroyDossiers.id, now: systemNow };
  const stuck = await carryOutDeletions(sources);
  const done = await destroyApproved(sources);
  log.info('DOSSIERS_DESTROYED', done);
  if (stuck > 0) throw new Error(`the data of ${stuck} accounts could not be deleted`);
  if (done.failed > 0) throw new Error(`${done.failed} dossiers could not be destroyed`);
};
