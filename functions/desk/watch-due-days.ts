import { watchDueDays } from '../../shared/desk/contracts/watch-due-days.ts';
import { warnOfDueDays } from '../../shared/desk/due-days.ts';
import { serveClock } from '../../shared/desk/strike.ts';

/** Warns of what is due soon, and tells what is overdue. */
export const handler = serveClock(watchDueDays, warnOfDueDays, 'warned of');
