import { passage } from '../movement.ts';
import { beingCollected, notCollected, withPost } from '../status.ts';

/** The post has lost it, and pays for every paper that is issued anew (QĐ 45/2016/QĐ-TTg Điều 14). */
export const goAstray = passage({
  name: 'goAstray',
  from: [...notCollected, ...beingCollected, ...withPost],
  to: 'LOST',
  by: ['post'],
  letter: 'lost',
  attention: 'consignment-lost',
});
