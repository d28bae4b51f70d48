import { action } from '../action.ts';
import { deciding } from '../roles.ts';

/** Back to the division it was taken from, or to whoever takes it. */
export const release = action({
  name: 'release',
  from: {
    received: { by: deciding, to: 'received' },
    processing: { by: deciding, to: 'processing' },
  },
  clock: 'none',
  input: {},
  event: { name: 'dossier.released', data: {} },
  hands: 'own',
  forbids: ({ assignee }) => (assignee?.subject ? undefined : 'transition-not-allowed'),
  effect: ({ file: { dossier } }) => {
    const division = dossier.assignee?.division;
    return { change: { assignee: division === undefined ? undefined : { division } } };
  },
});
