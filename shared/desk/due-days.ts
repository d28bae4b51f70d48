import { type LocalDate, localDateOf, toInstant } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { soonUntil, workingDaysAfter } from '../deadline/soon.ts';
import { recallCalendar } from '../deadline/store.ts';
import type { Act } from '../dossier/act.ts';
import { reappoint } from '../dossier/actions/reappoint.ts';
import type { Filed } from '../dossier/dossier.ts';
import { stepDue } from '../dossier/step.ts';
import { lawOn } from '../law/law.ts';
import { type Sources, type Struck, strike, type Watch } from './strike.ts';

/** The day that an apology may promise, where one is still allowed. */
function proposedDate(dossier: Filed, day: LocalDate, calendar: Calendar): LocalDate | undefined {
  if (!dossier.dueAt || reappoint.forbids?.(dossier, day)) return undefined;
  return workingDaysAfter(localDateOf(dossier.dueAt), lawOn('proposedDelayDays', day).value, calendar);
}

/** What is to be said of a due day that is near or past, and before it of a step that is late. */
function sayingOf(dossier: Filed, at: Date, calendar: Calendar): Act | undefined {
  const { dueAt, warning } = dossier;
  if (!dueAt) return undefined;
  if (dueAt < toInstant(at)) return { action: 'tellOverdue' };
  const day = localDateOf(at);
  if (warning?.dueAt !== dueAt && localDateOf(dueAt) <= soonUntil(day, calendar))
    return { action: 'warnDueSoon', proposedDate: proposedDate(dossier, day, calendar) };
  const step = stepDue(dossier);
  return step && step.dueAt < toInstant(at) ? { action: 'tellStepOverdue' } : undefined;
}

/**
 * Warns of results that are due soon, with a draft of the apology, and tells of those that are overdue, each once of each
 * due day, and of steps that are, each once. One that is found too late to be warned of is overdue at once.
 * @param worker id of the worker that acts
 */
export async function warnOfDueDays(worker: string, sources: Sources): Promise<Struck> {
  const { now } = sources;
  const calendar = await recallCalendar(now);
  const soon = new Date(pastFrom(soonUntil(localDateOf(now()), calendar)));
  const sum = { acted: 0, failed: 0 };
  // In the order in which a dossier goes through the lists: one run says all that there is to say.
  for (const [kind, before] of [
    ['step', now()],
    ['result', soon],
    ['warned', now()],
  ] as const) {
    const actFor: Watch['actFor'] = ({ dossier }, at) => sayingOf(dossier, at, calendar);
    const { acted, failed } = await strike(worker, { kind, before, actFor }, sources);
    sum.acted += acted;
    sum.failed += failed;
  }
  return sum;
}
