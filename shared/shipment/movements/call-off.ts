import { movement } from '../movement.ts';

/** Its owner will fetch the result at the desk instead, and the post has not fetched it yet. */
export const callOff = movement({
  name: 'callOff',
  from: ['INTENDED', 'REQUESTED'],
  to: 'CANCELLING',
  by: ['owner'],
  event: 'shipment.instructed',
});
