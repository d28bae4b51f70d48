import * as z from 'zod';
import { FeedbackKind, Verdict } from './feedback.ts';

const feedback = {
  /** 1, 2 … in the life of its dossier. */
  feedback: z.int(),
  kind: FeedbackKind,
};

/** The same while it is to be answered. */
const unanswered = {
  ...feedback,
  /** Last local day to answer it. */
  deadline: z.iso.date(),
};

/** What the events of feedback tell beyond what every event of its dossier tells: never its words. */
export const feedbackEvents = {
  'feedback.received': unanswered,
  'feedback.due-soon': unanswered,
  'feedback.overdue': unanswered,
  'feedback.answered': {
    ...feedback,
    /** Of a request to correct: whether the form says it now, and in which field (JSON pointer). Its values travel with no event. */
    verdict: Verdict.optional(),
    formField: z.string().optional(),
  },
};
