import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';

/**
 * Whose figures an officer asks for: the control of procedures one agency's or all, anybody else those of their own.
 * @throws Problem `caller-not-allowed` when it is another's
 */
export function agencyAskedFor(
  { role, agency: own }: Officer,
  asked: string | undefined,
): string | undefined {
  if (role === 'procedureControl') return asked;
  if (asked !== undefined && asked !== own) throw new Problem('caller-not-allowed');
  return own;
}
