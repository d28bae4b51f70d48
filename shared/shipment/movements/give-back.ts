import { movement } from '../movement.ts';
import { notFetched, onItsWay } from '../status.ts';

/** The agency has it back, and its desk finds another way to hand it out. */
export const giveBack = movement({
  name: 'giveBack',
  from: [...notFetched, ...onItsWay, 'RETURNING'],
  to: 'RETURNED_TO_AGENCY',
  by: ['post'],
  event: 'shipment.moved',
  attention: 'shipment-returned',
});
