import { action } from '../action.ts';
import { answeredSupplement, corrections } from '../answered-supplement.ts';
import { goingOn } from '../going-on.ts';

/** The owner brings what was asked for, each thing after the request: new files, and corrected fields of the form. */
export const answerSupplement = action({
  name: 'answerSupplement',
  from: {
    supplementRequested: {
      by: ['owner'],
      to: goingOn,
    },
  },
  clock: 'continue',
  input: { corrections },
  event: { name: 'dossier.supplement-answered', data: {} },
  needs: 'procedure',
  forbids: ({ supplementByPost }) => (supplementByPost ? 'supplement-by-post' : undefined),
  effect: ({ file, input, at, procedure }) => answeredSupplement(file, input, procedure, { at, onPaper: [] }),
});
