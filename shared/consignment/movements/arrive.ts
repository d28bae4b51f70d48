import { passage } from '../movement.ts';
import { beingCollected, withPost } from '../status.ts';

/** The desk and the post have both signed the record: the papers count as filed at that moment (QĐ 45/2016/QĐ-TTg Điều 7). */
export const arrive = passage({
  name: 'arrive',
  from: ['REQUESTED', 'CANCELLING', ...beingCollected, ...withPost],
  to: 'HANDED_TO_AGENCY',
  by: ['deskOfficer'],
});
