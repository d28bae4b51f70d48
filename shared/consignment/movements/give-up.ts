import { passage } from '../movement.ts';

/** Its owner does not want it collected any more, or is gone, and the post has it not. */
export const giveUp = passage({
  name: 'giveUp',
  from: ['INTENDED', 'REQUESTED', 'COLLECTION_FAILED'],
  to: 'CANCELLING',
  by: ['owner', 'system'],
});
