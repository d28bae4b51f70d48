import { type LocalDate, localDateOf, toInstant } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { daysMissing, soonUntil, workingDaysAfter } from '../deadline/soon.ts';
import { recallCalendar } from '../deadline/store.ts';
import type { Act } from '../dossier/act.ts';
import { reappoint } from '../dossier/actions/reappoint.ts';
import type { Filed } from '../dossier/dossier.ts';
import { stepDue } from '../dossier/step.ts';
import { lawOn } from '../law/law.ts';
import { measure } from '../metrics.ts';
import { warnOfFeedback } from './feedback-days.ts';
import { acting, type Sources, type Struck, strike } from './strike.ts';

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
 * Warns of results and of answers to feedback that are due soon, of results with a draft of the apology, and tells of
 * those that are overdue, each once of each due day, and of steps that are, each once. What is found too late to be
 * warned of is overdue at once. That the calendar ends by which the days are counted is measured beforehand.
 * @param worker id of the worker that acts
 */
export async function warnOfDueDays(worker: string, sources: Sources): Promise<Struck> {
  const now = sources.now();
  const calendar = await recallCalendar(sources.now);
  measure('CalendarDaysMissing', daysMissing(localDateOf(now), calendar));
  const soon = new Date(pastFrom(soonUntil(localDateOf(now), calendar)));
  const attend = acting(({ dossier }, at) => sayingOf(dossier, at, calendar));
  return strike(
    worker,
    [
      { kind: 'step', before: now, attend },
      { kind: 'result', before: soon, attend },
      { kind: 'warned', before: now, attend },
      { kind: 'feedback', before: now, attend: warnOfFeedback },
    ],
    sources,
  );
}
