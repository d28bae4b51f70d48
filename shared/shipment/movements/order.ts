import { movement } from '../movement.ts';

/** The operator has taken the order. */
export const order = movement({
  name: 'order',
  from: ['INTENDED'],
  to: 'REQUESTED',
  by: ['system'],
  event: 'shipment.ordered',
});
