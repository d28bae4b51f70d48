import { movement } from '../movement.ts';

/** It was to be cancelled, and the operator has fetched it already: it goes on. */
export const goOn = movement({
  name: 'goOn',
  from: ['CANCELLING'],
  to: 'REQUESTED',
  by: ['system'],
});
