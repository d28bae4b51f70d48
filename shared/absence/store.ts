import { type LocalDate, localDateOf, type Now } from '../clock.ts';
import type { Applicant, Officer } from '../http/caller.ts';
import { Problem } from '../http/problems.ts';
import { absenceKey, absencesFrom, absencesPK } from '../table/keys.ts';
import { queryItems } from '../table/query.ts';
import type { Write } from '../table/transaction.ts';
import { Absence, atWork } from './absence.ts';

/** The absences of an agency that have not passed, the one that ends soonest first. */
export async function loadAbsences(agency: string, today: LocalDate): Promise<readonly Absence[]> {
  const items = await queryItems({
    KeyConditionExpression: 'PK = :absences AND SK >= :today',
    ExpressionAttributeValues: { ':absences': absencesPK(agency), ':today': absencesFrom(today) },
  });
  return items.map((item) => Absence.parse(item));
}

const itemOf = (absence: Absence) => ({
  ...absenceKey(absence.agency, absence.until, absence.officer.subject),
  ...absence,
});

/** An absence as its officer states it; one that ends on the same day is written over. */
export const putAbsence = (absence: Absence): Write => ({ put: itemOf(absence) });

/** An absence that has ended sooner than was said. */
export const putEndedAbsence = (absence: Absence): Write => ({
  put: itemOf(absence),
  when: { expression: 'attribute_exists(PK)' },
  refused: () => new Problem('absence-not-found'),
});

/** How long a new absence may stay unseen. */
const KEPT_MS = 30_000;

const kept = new Map<string, { readonly until: number; readonly absences: readonly Absence[] }>();

async function recallAbsences(agency: string, now: Date): Promise<readonly Absence[]> {
  const found = kept.get(agency);
  if (found && found.until > now.getTime()) return found.absences;
  const absences = await loadAbsences(agency, localDateOf(now));
  kept.set(agency, { until: now.getTime() + KEPT_MS, absences });
  return absences;
}

/** A caller with what the absences of its agency make of it today, half a minute old at most. */
export async function recallAtWork<Caller extends Applicant | Officer>(
  caller: Caller,
  now: Now,
): Promise<Caller | Officer> {
  if (caller.kind === 'applicant') return caller;
  const at = now();
  return atWork(caller, await recallAbsences(caller.agency, at), localDateOf(at));
}
