import { endUnpaid } from '../../shared/desk/contracts/end-unpaid.ts';
import { serveClock } from '../../shared/desk/strike.ts';
import { closeMissedPayments } from '../../shared/desk/unpaid.ts';
import { chargeLookedAt } from '../../shared/paying/dropping.ts';

/** Ends what was not paid in time, and what was paid and not submitted. */
export const handler = serveClock(endUnpaid, closeMissedPayments(chargeLookedAt), 'ended');
