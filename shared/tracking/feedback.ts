import { type LocalDate, localDateOf, toInstant } from '../clock.ts';
import { addDays, addWorkingDays, type Calendar } from '../deadline/calendar.ts';
import { soonFrom } from '../deadline/soon.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import { withinCalendar } from '../dossier/within-calendar.ts';
import { feedbackActions } from '../feedback/actions.ts';
import { type Feedback, MOST_OPEN } from '../feedback/feedback.ts';
import { putFeedback } from '../feedback/store.ts';
import { Problem } from '../http/problems.ts';
import { inForce, lawOn } from '../law/law.ts';
import type { Write } from '../table/transaction.ts';

/** The last local day to answer it: for a request to correct the last that is over before its hours are, since the law has set them. */
function lastDayFor(kind: Feedback['kind'], at: Date, calendar: Calendar): LocalDate {
  const day = localDateOf(at);
  const hours = kind === 'correction' ? inForce('correctionHours', day)?.value : undefined;
  if (hours === undefined) return addWorkingDays(day, lawOn('feedbackDays', day).value, calendar);
  return addDays(localDateOf(new Date(at.getTime() + hours * 3_600_000)), -1);
}

/**
 * Feedback on a dossier as the writes of one transaction: with the day by which the law has it answered.
 * @param earlier all that was sent on it before
 * @throws Problem `feedback-limit-reached`, `calendar-ends`
 */
export function feedbackSent(
  dossier: Filed,
  { kind, words, correction }: Pick<Feedback, 'kind' | 'words' | 'correction'>,
  { earlier, calendar }: { readonly earlier: readonly Feedback[]; readonly calendar: Calendar },
  occasion: Occasion,
): { readonly feedback: Feedback; readonly writes: readonly Write[] } {
  if (earlier.filter(({ state }) => state === 'received').length >= MOST_OPEN)
    throw new Problem('feedback-limit-reached');
  const number = (earlier.at(-1)?.number ?? 0) + 1;
  const { deadline, soonAt } = withinCalendar(() => {
    const last = lastDayFor(kind, occasion.at, calendar);
    return { deadline: last, soonAt: soonFrom(last, calendar) };
  });
  const feedback: Feedback = {
    v: 1,
    dossierId: dossier.id,
    dossierCode: dossier.code,
    agency: dossier.procedure.agency,
    number,
    kind,
    state: feedbackActions.send.to,
    words,
    ...(correction && { correction }),
    sentAt: toInstant(occasion.at),
    sentBy: occasion.actor,
    deadline,
    soonAt,
  };
  const told = { name: 'feedback.received', data: { feedback: number, kind, deadline } } as const;
  const { writes } = recorded(dossier, [{ after: dossier, told }], occasion);
  return { feedback, writes: [...writes, putFeedback(feedback)] };
}
