import { movement } from '../movement.ts';
import { notFetched } from '../status.ts';

/** The post has fetched it at the agency. */
export const pickUp = movement({
  name: 'pickUp',
  from: notFetched,
  to: 'PICKED_UP',
  by: ['post'],
  event: 'shipment.moved',
});
