import { type Instant, localDateOf, toInstant } from '../clock.ts';
import { type Consignment, givenUp, handedIn, withoutTask } from '../consignment/consignment.ts';
import { giveUp } from '../consignment/movements/give-up.ts';
import { mayPass } from '../consignment/movements.ts';
import { isUnderWay } from '../consignment/status.ts';
import { putPassed } from '../consignment/store.ts';
import { addDays } from '../deadline/calendar.ts';
import { openRound, putRound } from '../supplement/supplement.ts';
import type { Write } from '../table/transaction.ts';
import { accessTo } from './access.ts';
import type { DossierFile, Filed } from './dossier.ts';

/** Whether what a consignment brings is still waited for. */
export const isWaitedFor = (
  { supplements }: Pick<DossierFile, 'supplements'>,
  { supplement }: Pick<Consignment, 'supplement'>,
): boolean => supplement !== undefined && openRound(supplements)?.number === supplement;

/** The consignment by which the papers of the open round are at the desk, if they came by one. */
export const supplementHandedIn = (file: Pick<DossierFile, 'supplements' | 'consignments'>) =>
  handedIn(file.consignments.filter((one) => isWaitedFor(file, one)));

/** A consignment of a round that is over: what the post has not is not to be collected any more, and the rest is no task of the desk. Pure. */
function closed(consignment: Consignment, at: Instant): Consignment {
  if (mayPass(giveUp, consignment, 'system')) return givenUp(consignment, at);
  if (consignment.status === 'HANDED_TO_AGENCY') return { ...consignment, closed: true };
  return isUnderWay(consignment.status) ? consignment : withoutTask(consignment);
}

/** The consignments of the open round once that is over, and what is written of them. What the post has already still comes. */
export function consignmentsClosed(
  file: DossierFile<Filed>,
  at: Instant,
): { readonly consignments: readonly Consignment[]; readonly writes: readonly Write[] } {
  const { dossier } = file;
  const pairs = file.consignments.map((one) => ({
    before: one,
    after: isWaitedFor(file, one) ? closed(one, at) : one,
  }));
  return {
    consignments: pairs.map(({ after }) => after),
    writes: pairs
      .filter(({ before, after }) => before !== after)
      .map(({ before, after }) => putPassed(dossier.id, before, after, accessTo(dossier))),
  };
}

/**
 * So many calendar days its applicant has at least, once the post could not bring what was asked for: no law says it, and the
 * Centre is to settle it.
 */
const DAYS_AFTER_COLLECTION = 5;

/**
 * A dossier whose supplement the post does not bring: its round goes on. Where the post had it or could not get it, and not its
 * owner called it off, there is time to bring it otherwise.
 * @returns the dossier in its next version, and what is written of the round
 */
export function notBrought(
  file: DossierFile<Filed>,
  { status }: Consignment,
  at: Date,
): { readonly dossier: Filed; readonly writes: readonly Write[] } {
  const { supplementByPost: _, ...freed } = file.dossier;
  const dossier = { ...freed, version: freed.version + 1 };
  const round = openRound(file.supplements);
  const until = addDays(localDateOf(toInstant(at)), DAYS_AFTER_COLLECTION);
  if (!round || status === 'CANCELLED' || round.deadline >= until) return { dossier, writes: [] };
  return {
    dossier: { ...dossier, supplementUntil: until },
    writes: [putRound(dossier.id, { ...round, deadline: until }, accessTo(dossier))],
  };
}
