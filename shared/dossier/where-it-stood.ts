import type { Target } from './action.ts';

/** Back to where the dossier stood when its withdrawal was asked for, with its clock as it was. */
export const whereItStood = {
  either: {
    submitted: 'from there',
    received: 'from there',
    processing: 'from there',
    supplementRequested: 'from there',
    paymentRequested: 'from there',
  },
  of: ({ withdrawnFrom }) => {
    if (!withdrawnFrom) throw new Error('a withdrawal is asked for, but not from where');
    return withdrawnFrom;
  },
} as const satisfies Target;
