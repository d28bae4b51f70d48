import { followSupplements } from '../../shared/desk/contracts/follow-supplements.ts';
import { serveClock } from '../../shared/desk/strike.ts';
import { remindAndClose } from '../../shared/desk/unanswered.ts';

/** Reminds of supplements, and ends what was not answered in time. */
export const handler = serveClock(followSupplements, remindAndClose, 'reminded or ended');
