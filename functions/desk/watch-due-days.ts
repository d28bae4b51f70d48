import { systemNow } from '../../shared/clock.ts';
import { watchDueDays } from '../../shared/desk/contracts/watch-due-days.ts';
import { warnOfDueDays } from '../../shared/desk/due-days.ts';
import { randomId } from '../../shared/ids.ts';
import { log } from '../../shared/log.ts';

/** Warns of what is due soon, and tells what is overdue. */
export const handler = async (): Promise<void> => {
  const { acted, failed } = await warnOfDueDays(watchDueDays.id, { now: systemNow, newId: randomId });
  log.info('DUE_DAYS_WATCHED', { acted, failed });
  if (failed > 0) throw new Error(`${failed} dossiers could not be warned of`);
};
