import { type LocalDate, localDateOf, toInstant } from '../clock.ts';
import { addWorkingDays, type Calendar, lastDayOf, YearNotInCalendar } from '../deadline/calendar.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { recallCalendar } from '../deadline/store.ts';
import type { Act } from '../dossier/act.ts';
import { reappoint } from '../dossier/actions/reappoint.ts';
import type { Filed } from '../dossier/dossier.ts';
import { lawOn } from '../law/law.ts';
import { type Sources, type Struck, strike } from './strike.ts';

/** So many working days after a day, as far as the days off are entered. */
function workingDaysAfter(date: LocalDate, count: number, calendar: Calendar): LocalDate | undefined {
  try {
    return addWorkingDays(date, count, calendar);
  } catch (error) {
    if (error instanceof YearNotInCalendar) return undefined;
    throw error;
  }
}

/** The last due day that is near on a day; where nobody has entered the next year yet, the last of those that are known. */
const soonUntil = (day: LocalDate, calendar: Calendar): LocalDate =>
  workingDaysAfter(day, lawOn('dueSoonDays', day).value, calendar) ??
  lastDayOf(Math.max(...calendar.years.keys()));

/** The day that an apology may promise, where one is still allowed. */
function proposedDate(dossier: Filed, day: LocalDate, calendar: Calendar): LocalDate | undefined {
  if (!dossier.dueAt || reappoint.forbids?.(dossier, day)) return undefined;
  return workingDaysAfter(localDateOf(dossier.dueAt), lawOn('proposedDelayDays', day).value, calendar);
}

/** What is to be said of a due day that is near or past. */
function sayingOf(dossier: Filed, at: Date, calendar: Calendar): Act | undefined {
  const { dueAt, warning } = dossier;
  if (!dueAt) return undefined;
  if (dueAt < toInstant(at)) return { action: 'tellOverdue' };
  const day = localDateOf(at);
  if (warning?.dueAt === dueAt || localDateOf(dueAt) > soonUntil(day, calendar)) return undefined;
  return { action: 'warnDueSoon', proposedDate: proposedDate(dossier, day, calendar) };
}

/**
 * Warns of results that are due soon, with a draft of the apology, and tells of those that are overdue, each once of each
 * due day. One that is found too late to be warned of is overdue at once.
 * @param worker id of the worker that acts
 */
export async function warnOfDueDays(worker: string, sources: Sources): Promise<Struck> {
  const { now } = sources;
  const calendar = await recallCalendar(now);
  const soon = new Date(pastFrom(soonUntil(localDateOf(now()), calendar)));
  const look = { actFor: ({ dossier }: { dossier: Filed }, at: Date) => sayingOf(dossier, at, calendar) };
  const overdue = await strike(worker, { kind: 'warned', before: now(), ...look }, sources);
  const near = await strike(worker, { kind: 'result', before: soon, ...look }, sources);
  return { acted: overdue.acted + near.acted, failed: overdue.failed + near.failed };
}
