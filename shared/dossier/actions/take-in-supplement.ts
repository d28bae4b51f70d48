import * as z from 'zod';
import { CountedPaper, MOST_COUNTED } from '../../procedure/counted.ts';
import { action } from '../action.ts';
import { answeredSupplement, corrections } from '../answered-supplement.ts';
import { goingOn } from '../going-on.ts';
import { supplementHandedIn } from '../supplement-by-post.ts';
import { answerSupplement } from './answer-supplement.ts';

/**
 * The desk takes in on paper what was asked for (NĐ 61/2018/NĐ-CP Điều 17): brought to it, or by the post, and then it is
 * complete since both signed the record (QĐ 45/2016/QĐ-TTg Điều 7).
 */
export const takeInSupplement = action({
  name: 'takeInSupplement',
  from: {
    supplementRequested: {
      by: ['deskOfficer'],
      to: goingOn,
    },
  },
  clock: 'continue',
  input: {
    /** What was asked for, by its ids, as it is counted over the desk. What has been scanned need not be. */
    papers: z.array(CountedPaper).max(MOST_COUNTED).optional(),
    corrections,
  },
  event: answerSupplement.event,
  needs: 'procedure',
  since: (file) => supplementHandedIn(file)?.handedAt,
  effect: ({ file, input, at, procedure }) => {
    const handed = supplementHandedIn(file);
    return answeredSupplement(file, input, procedure, {
      at: handed?.handedAt ?? at,
      onPaper: input.papers ?? [],
      handOver: handed?.handOver,
    });
  },
});
