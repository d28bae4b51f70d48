import { createHash } from 'node:crypto';
import type { Applicant } from '../http/caller.ts';
import type { KeptApplicant } from './applicant.ts';

/** Short, and no place for a personal id: keys and conditions hold its hash. */
const byNumber = (kind: Applicant['accountType'], number: string): string =>
  `${kind}#${createHash('sha256').update(`${kind}#${number}`).digest('base64url')}`;

/**
 * Whose a dossier is that came in on paper: nobody's account filed it, so it is found by the number of the applicant's
 * papers, which the national identity provider states of every account.
 */
export const ownerOnPaper = (applicant: KeptApplicant): string =>
  applicant.kind === 'citizen'
    ? byNumber('citizen', applicant.personalId)
    : byNumber('business', applicant.taxCode);

/** The owners that an account stands for: itself, and the person or business that its number proves. */
export const ownersOf = ({ subject, accountType, number }: Applicant): readonly string[] => [
  subject,
  ...(number ? [byNumber(accountType, number)] : []),
];
