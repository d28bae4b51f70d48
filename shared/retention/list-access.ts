import type { Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';

/**
 * The agency whose lists an officer may see: the control of procedures everybody's, the head of an agency its own.
 * @throws Problem `destruction-list-not-found` when it is another's
 */
export function requireOwnLists({ role, agency }: Officer, asked: string): string {
  if (role !== 'procedureControl' && agency !== asked) throw new Problem('destruction-list-not-found');
  return asked;
}
