import { watchDueDays } from '../../shared/desk/contracts/watch-due-days.ts';
import { warnOfDueDays } from '../../shared/desk/due-days.ts';
import { inTurn, serveClock } from '../../shared/desk/strike.ts';
import { sendWaiting } from '../../shared/notification/waiting.ts';

/** Warns of what is due soon, tells what is overdue, and sends what waited until it was no longer quiet. */
export const handler = serveClock(watchDueDays, inTurn(warnOfDueDays, sendWaiting), 'warned of or told');
