import { systemNow } from '../../shared/clock.ts';
import { log } from '../../shared/log.ts';
import { destroyDossiers } from '../../shared/retention/contracts/destroy-dossiers.ts';
import { destroyApproved } from '../../shared/retention/destroying.ts';

/** Destroys what the heads of agencies have approved, and fails when a dossier did, so that the alarm rings. */
export const handler = async (): Promise<void> => {
  const done = await destroyApproved({ worker: destroyDossiers.id, now: systemNow });
  log.info('DOSSIERS_DESTROYED', done);
  if (done.failed > 0) throw new Error(`${done.failed} dossiers could not be destroyed`);
};
