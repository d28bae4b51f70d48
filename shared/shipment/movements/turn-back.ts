import { movement } from '../movement.ts';
import { notFetched, onItsWay } from '../status.ts';

/** It goes back to the agency. Whether the post had invited often enough is judged once all that it did is known. */
export const turnBack = movement({
  name: 'turnBack',
  from: [...notFetched, ...onItsWay],
  to: 'RETURNING',
  by: ['post'],
  event: 'shipment.moved',
});
