import { movement } from '../movement.ts';
import { notFetched, onItsWay } from '../status.ts';

/** The applicant has it in hand, maybe even on its way back. */
export const deliver = movement({
  name: 'deliver',
  from: [...notFetched, ...onItsWay, 'RETURNING'],
  to: 'DELIVERED',
  by: ['post'],
  event: 'shipment.moved',
});
