import type { OfficerRole } from '../http/operation.ts';
import { Problem } from '../http/problems.ts';
import type { FeedbackState } from './feedback.ts';

/** What may happen to feedback: from which state, by whom, and where it leads. */
type FeedbackAction = {
  /** Nothing: it begins so. */
  readonly from: FeedbackState | undefined;
  readonly by: readonly ('owner' | OfficerRole)[];
  readonly to: FeedbackState;
};

/** All of it: the applicant sends it, and the head of the agency or the control of procedures answers. */
export const feedbackActions = {
  send: { from: undefined, by: ['owner'], to: 'received' },
  answer: { from: 'received', by: ['agencyLeader', 'procedureControl'], to: 'answered' },
} as const satisfies Record<string, FeedbackAction>;

/** @throws Problem `feedback-answered` when it is not in the state from which this happens */
export function requireState(name: 'answer', state: FeedbackState): void {
  if (feedbackActions[name].from !== state) throw new Problem('feedback-answered');
}
