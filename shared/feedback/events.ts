import * as z from 'zod';
import { FeedbackKind } from './feedback.ts';

const feedback = {
  /** 1, 2 … in the life of its dossier. */
  feedback: z.int(),
  kind: FeedbackKind,
};

/** What the events of feedback tell beyond what every event of its dossier tells: never its words. */
export const feedbackEvents = {
  'feedback.received': {
    ...feedback,
    /** Last local day to answer it. */
    deadline: z.iso.date(),
  },
  'feedback.answered': feedback,
};
