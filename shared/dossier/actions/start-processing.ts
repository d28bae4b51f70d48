import { action } from '../action.ts';
import { takenBy } from '../assignee.ts';
import { deciding } from '../roles.ts';

/** An officer takes it up (NĐ 61/2018 Điều 19), and has it in hand from then on unless somebody was given it. */
export const startProcessing = action({
  name: 'startProcessing',
  from: { received: { by: deciding, to: 'processing' } },
  clock: 'none',
  input: {},
  event: { name: 'dossier.processing-started', data: {} },
  effect: ({ file: { dossier }, actor }) =>
    dossier.assignee?.subject ? {} : { change: { assignee: takenBy(actor, dossier.assignee) } },
});
