import { passage } from '../movement.ts';
import { beingCollected, notCollected } from '../status.ts';

/** An attempt to collect it failed: the one that is under way, or a later one that the post has not told of. */
export const miss = passage({
  name: 'miss',
  from: [...notCollected, ...beingCollected],
  to: 'COLLECTION_FAILED',
  by: ['post'],
  forbids: ({ status, attempts }, attempt) =>
    status === 'COLLECTION_FAILED' ? attempt <= attempts : attempt < attempts,
  letter: 'failed',
});
