import { movement } from '../movement.ts';
import { notFetched } from '../status.ts';

/** It is on its way to the post office that delivers it. */
export const carry = movement({
  name: 'carry',
  from: [...notFetched, 'PICKED_UP'],
  to: 'IN_TRANSIT',
  by: ['post'],
  event: 'shipment.moved',
});
