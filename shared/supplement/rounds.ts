import type { LocalDate } from '../clock.ts';
import { inForce } from '../law/law.ts';

/** How a round of supplement stands to the law: within it, beyond it and so the agency's fault, or not to be asked for. */
export type Round = 'lawful' | 'atFault' | 'none';

/**
 * The next round on a day. The law gives one, full and accurate (NĐ 61/2018 Điều 15(3)); since QĐ 766/QĐ-TTg one beyond
 * it makes the dossier count as overdue.
 * @param rounds so far
 */
export function nextRound(rounds: number, day: LocalDate): Round {
  const lawful = inForce('supplementRounds', day)?.value ?? 0;
  if (rounds < lawful) return 'lawful';
  return rounds < lawful + (inForce('supplementRoundsAtFault', day)?.value ?? 0) ? 'atFault' : 'none';
}
