import { systemNow } from '../../shared/clock.ts';
import { endUnpaid } from '../../shared/desk/contracts/end-unpaid.ts';
import { closeMissedPayments } from '../../shared/desk/unpaid.ts';
import { randomId } from '../../shared/ids.ts';
import { log } from '../../shared/log.ts';

/** Ends what was not paid in time. */
export const handler = async (): Promise<void> => {
  const { acted: ended, failed } = await closeMissedPayments(endUnpaid.id, {
    now: systemNow,
    newId: randomId,
  });
  log.info('UNPAID_ENDED', { ended, failed });
  if (failed > 0) throw new Error(`${failed} unpaid dossiers could not be ended`);
};
