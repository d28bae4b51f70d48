import { movement } from '../movement.ts';

/** The desk has handed the result out, which tells it; what the post has fetched meanwhile comes back by itself. */
export const recall = movement({
  name: 'recall',
  from: ['INTENDED', 'REQUESTED'],
  to: 'CANCELLING',
  by: ['deskOfficer'],
});
