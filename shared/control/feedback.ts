import type * as z from 'zod';
import { toInstant } from '../clock.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import { correctedBy, requireOpenForCorrection } from '../dossier/correction.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import { fieldOf } from '../dossier/form.ts';
import { feedbackActions, requireState } from '../feedback/actions.ts';
import {
  type Correction,
  type Feedback,
  type FeedbackView,
  FieldValue,
  type Verdict,
  viewOfFeedback,
  withoutValues,
} from '../feedback/feedback.ts';
import { putChangedFeedback } from '../feedback/store.ts';
import type { Officer } from '../http/caller.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Write } from '../table/transaction.ts';

/** Whose feedback an officer answers: the head of an agency its own, the control of procedures everybody's. */
export const mayAnswerFor = ({ role, agency }: Officer, asked: string): boolean =>
  role === 'procedureControl' || agency === asked;

/** Who decides what is asked for: the head of the agency whose dossier it is. The control of procedures watches that it is in time. */
const mayDecide = ({ role, agency }: Officer, feedback: Feedback): boolean =>
  role === 'agencyLeader' && agency === feedback.agency;

/** Feedback as an officer sees it. */
export const viewFor = (officer: Officer, feedback: Feedback): FeedbackView =>
  mayDecide(officer, feedback) ? viewOfFeedback(feedback) : withoutValues(viewOfFeedback(feedback));

/**
 * Feedback as this officer may answer it.
 * @throws Problem `feedback-not-found` also when it is another agency's
 * @throws Problem `caller-not-allowed` of a request to correct, for who does not decide the dossier
 */
export function requireFeedback(feedback: Feedback | undefined, officer: Officer): Feedback {
  if (!feedback || !mayAnswerFor(officer, feedback.agency)) throw new Problem('feedback-not-found');
  if (feedback.correction && !mayDecide(officer, feedback)) throw new Problem('caller-not-allowed');
  return feedback;
}

type Answer = { readonly words: string; readonly verdict?: z.infer<typeof Verdict> | undefined };

/** A request to correct is accepted or declined, and other feedback neither. @throws Problem `invalid-request` */
function requireVerdict({ correction }: Feedback, { verdict }: Answer): void {
  if ((correction === undefined) !== (verdict === undefined))
    throw new Problem('invalid-request', {
      faults: [fault('body', '/verdict', correction ? 'verdict-missing' : 'verdict-of-nothing')],
    });
}

/** The dossier as an answer leaves it, and the correction with what the field said until then. */
function corrected(
  file: DossierFile<Filed>,
  { correction }: Feedback,
  { verdict }: Answer,
  procedure: Procedure | undefined,
): { readonly after: Filed; readonly correction: Correction | undefined } {
  const { dossier } = file;
  if (!correction || verdict !== 'accepted') return { after: dossier, correction };
  requireOpenForCorrection(file, correction.field);
  const before = FieldValue.optional().parse(fieldOf(dossier.form, correction.field));
  return {
    after: { ...dossier, form: correctedBy(dossier, procedure, correction) },
    correction: { ...correction, before },
  };
}

/**
 * An answer as the writes of one transaction: with it the form is corrected, where that is asked for and accepted.
 * @throws Problem `feedback-answered`, `correction-too-late`, `form-invalid`
 * @throws Problem `invalid-request` where a verdict is missing, or there is nothing to decide
 */
export function feedbackAnswered(
  file: DossierFile<Filed>,
  feedback: Feedback,
  said: Answer,
  procedure: Procedure | undefined,
  occasion: Occasion,
): { readonly feedback: Feedback; readonly writes: readonly Write[] } {
  requireState('answer', feedback.state);
  requireVerdict(feedback, said);
  const { after, correction } = corrected(file, feedback, said, procedure);
  const { words, verdict } = said;
  const answered: Feedback = {
    ...feedback,
    state: feedbackActions.answer.to,
    ...(correction && { correction }),
    answer: { words, at: toInstant(occasion.at), by: occasion.actor, ...(verdict && { verdict }) },
  };
  const { number, kind } = feedback;
  const decided = verdict && { verdict, formField: correction?.field };
  const told = { name: 'feedback.answered', data: { feedback: number, kind, ...decided } } as const;
  const { writes } = recorded(file.dossier, [{ after, told }], occasion);
  return { feedback: answered, writes: [...writes, putChangedFeedback(answered)] };
}
