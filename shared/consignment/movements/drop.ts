import { passage } from '../movement.ts';
import { beingCollected, notCollected } from '../status.ts';

/** The operator will not collect it. What it has collected can only be returned. */
export const drop = passage({
  name: 'drop',
  from: [...notCollected, ...beingCollected],
  to: 'CANCELLED',
  by: ['post', 'system'],
  letter: 'cancelled',
});
