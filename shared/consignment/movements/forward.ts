import { passage } from '../movement.ts';
import { beingCollected, notCollected } from '../status.ts';

/** It is on its way to the agency. */
export const forward = passage({
  name: 'forward',
  from: [...notCollected, ...beingCollected, 'COLLECTED'],
  to: 'IN_TRANSIT',
  by: ['post'],
});
