import { movement } from '../movement.ts';
import { notFetched, onItsWay } from '../status.ts';

/** A delivery attempt failed: the one that is under way, or a later one that the post has not told of. */
export const fail = movement({
  name: 'fail',
  from: [...notFetched, ...onItsWay],
  to: 'DELIVERY_FAILED',
  by: ['post'],
  forbids: ({ status, attempts }, attempt) =>
    status === 'DELIVERY_FAILED' ? attempt <= attempts : attempt < attempts,
  event: 'shipment.moved',
});
