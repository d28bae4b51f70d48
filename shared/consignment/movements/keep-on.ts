import { passage } from '../movement.ts';

/** It was to be cancelled, and the operator has it already: it goes on. */
export const keepOn = passage({
  name: 'keepOn',
  from: ['CANCELLING'],
  to: 'REQUESTED',
  by: ['system'],
});
