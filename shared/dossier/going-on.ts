import type { Filed } from './dossier.ts';

/** Where a dossier goes on that has waited for its applicant: at the desk before its reception, and after that in work. */
export const goingOn = {
  either: { submitted: 'before reception', processing: 'after reception' },
  of: ({ receivedAt }: Pick<Filed, 'receivedAt'>) => (receivedAt ? 'processing' : 'submitted'),
} as const;
