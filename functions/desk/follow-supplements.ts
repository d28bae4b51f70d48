import { systemNow } from '../../shared/clock.ts';
import { followSupplements } from '../../shared/desk/contracts/follow-supplements.ts';
import { remindAndClose } from '../../shared/desk/unanswered.ts';
import { randomId } from '../../shared/ids.ts';
import { log } from '../../shared/log.ts';

/** Reminds of supplements, and ends what was not answered in time. */
export const handler = async (): Promise<void> => {
  const { acted, failed } = await remindAndClose(followSupplements.id, { now: systemNow, newId: randomId });
  log.info('SUPPLEMENTS_FOLLOWED', { acted, failed });
  if (failed > 0) throw new Error(`${failed} supplements could not be followed`);
};
