import { movement } from '../movement.ts';
import { notFetched, onItsWay } from '../status.ts';

/** The post has lost it, and pays for its being issued anew (QĐ 45/2016/QĐ-TTg Điều 14). */
export const lose = movement({
  name: 'lose',
  from: [...notFetched, ...onItsWay, 'RETURNING'],
  to: 'LOST',
  by: ['post'],
  event: 'shipment.moved',
  attention: 'shipment-lost',
});
