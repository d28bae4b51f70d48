import { movement } from '../movement.ts';
import { notFetched } from '../status.ts';

/** The operator will not fetch it. What it has fetched can only be returned. */
export const cancel = movement({
  name: 'cancel',
  from: notFetched,
  to: 'CANCELLED',
  by: ['post', 'system'],
  event: 'shipment.moved',
});
