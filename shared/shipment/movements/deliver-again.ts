import { movement } from '../movement.ts';

/** Its owner asks for another attempt, at another address where need be: once after each that failed. */
export const deliverAgain = movement({
  name: 'deliverAgain',
  from: ['DELIVERY_FAILED'],
  by: ['owner'],
  forbids: ({ wish, attempts }) => wish?.kind === 'deliverAgain' && wish.attempt === attempts,
  event: 'shipment.instructed',
});
