import { endUnpaid } from '../../shared/desk/contracts/end-unpaid.ts';
import { serveClock } from '../../shared/desk/strike.ts';
import { closeMissedPayments } from '../../shared/desk/unpaid.ts';

/** Ends what was not paid in time. */
export const handler = serveClock(endUnpaid, closeMissedPayments, 'ended');
