import type { Target } from './action.ts';

/** Back to where the dossier stood when its withdrawal was asked for, with its clock as it was. */
export const whereItStood = {
  either: {
    submitted: 'where it stood',
    received: 'where it stood',
    processing: 'where it stood',
    supplementRequested: 'where it stood',
    paymentRequested: 'where it stood',
  },
  of: ({ withdrawnFrom }) => {
    if (!withdrawnFrom) throw new Error('a withdrawal is asked for, but not from where');
    return withdrawnFrom;
  },
} as const satisfies Target;
