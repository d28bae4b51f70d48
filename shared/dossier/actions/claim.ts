import { action } from '../action.ts';
import { takenBy } from '../assignee.ts';
import { deciding } from '../roles.ts';

/** An officer takes what nobody has, or what waits in its own division. */
export const claim = action({
  name: 'claim',
  from: {
    received: { by: deciding, to: 'received' },
    processing: { by: deciding, to: 'processing' },
  },
  clock: 'none',
  input: {},
  event: { name: 'dossier.claimed', data: {} },
  hands: 'free',
  effect: ({ file: { dossier }, actor }) => ({ change: { assignee: takenBy(actor, dossier.assignee) } }),
});
