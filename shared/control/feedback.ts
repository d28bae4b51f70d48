import { toInstant } from '../clock.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import { feedbackActions, requireState } from '../feedback/actions.ts';
import type { Feedback } from '../feedback/feedback.ts';
import { putChangedFeedback } from '../feedback/store.ts';
import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import type { Write } from '../table/transaction.ts';

/** Whose feedback an officer answers: the head of an agency its own, the control of procedures everybody's. */
export const mayAnswerFor = ({ role, agency }: Officer, asked: string): boolean =>
  role === 'procedureControl' || agency === asked;

/**
 * Feedback as this officer may answer it.
 * @throws Problem `feedback-not-found` also when it is another agency's
 */
export function requireFeedback(feedback: Feedback | undefined, officer: Officer): Feedback {
  if (!feedback || !mayAnswerFor(officer, feedback.agency)) throw new Problem('feedback-not-found');
  return feedback;
}

/**
 * An answer as the writes of one transaction.
 * @throws Problem `feedback-answered`
 */
export function feedbackAnswered(
  dossier: Filed,
  feedback: Feedback,
  words: string,
  occasion: Occasion,
): { readonly feedback: Feedback; readonly writes: readonly Write[] } {
  requireState('answer', feedback.state);
  const answered: Feedback = {
    ...feedback,
    state: feedbackActions.answer.to,
    answer: { words, at: toInstant(occasion.at), by: occasion.actor },
  };
  const { number, kind } = feedback;
  const told = { name: 'feedback.answered', data: { feedback: number, kind } } as const;
  const { writes } = recorded(dossier, [{ after: dossier, told }], occasion);
  return { feedback: answered, writes: [...writes, putChangedFeedback(answered)] };
}
