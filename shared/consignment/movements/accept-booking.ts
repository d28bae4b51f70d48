import { passage } from '../movement.ts';

/** The operator has taken the booking. */
export const acceptBooking = passage({
  name: 'acceptBooking',
  from: ['INTENDED'],
  to: 'REQUESTED',
  by: ['system'],
  letter: 'booked',
});
