import { movement } from '../movement.ts';

/** Its owner gives another address, while the post has not fetched it. */
export const redirect = movement({
  name: 'redirect',
  from: ['INTENDED', 'REQUESTED'],
  by: ['owner'],
  event: 'shipment.instructed',
});
