import { action } from '../action.ts';

/** The owner files the draft: code, receipt and files are the submission's (`shared/filing/submission.ts`). */
export const submit = action({
  name: 'submit',
  from: { draft: { by: ['owner'], to: 'submitted' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.submitted', data: {} },
});
