import { passage } from '../movement.ts';
import { beingCollected, notCollected } from '../status.ts';

/** The postman sets out for it: an attempt begins, and no attempt that is over begins again. */
export const come = passage({
  name: 'come',
  from: [...notCollected, ...beingCollected],
  to: 'COLLECTING',
  by: ['post'],
  forbids: ({ attempts }, attempt) => attempt <= attempts,
});
