import { passage } from '../movement.ts';
import { beingCollected, notCollected, withPost } from '../status.ts';

/** The sender has it back. */
export const bringBack = passage({
  name: 'bringBack',
  from: [...notCollected, ...beingCollected, ...withPost],
  to: 'RETURNED_TO_SENDER',
  by: ['post'],
  letter: 'returned',
  attention: 'consignment-returned',
});
