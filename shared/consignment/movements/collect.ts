import { passage } from '../movement.ts';
import { beingCollected, notCollected } from '../status.ts';

/** Postman and sender have counted the papers, signed the consignment slip, and sealed them (QĐ 45/2016/QĐ-TTg Điều 6). */
export const collect = passage({
  name: 'collect',
  from: [...notCollected, ...beingCollected],
  to: 'COLLECTED',
  by: ['post'],
  letter: 'collected',
});
