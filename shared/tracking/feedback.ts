import { localDateOf, toInstant } from '../clock.ts';
import { addWorkingDays, type Calendar } from '../deadline/calendar.ts';
import { soonFrom } from '../deadline/soon.ts';
import { type Occasion, recorded } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import { withinCalendar } from '../dossier/within-calendar.ts';
import { feedbackActions } from '../feedback/actions.ts';
import { type Feedback, MOST_OPEN } from '../feedback/feedback.ts';
import { putFeedback } from '../feedback/store.ts';
import { Problem } from '../http/problems.ts';
import { lawOn } from '../law/law.ts';
import type { Write } from '../table/transaction.ts';

/**
 * Feedback on a dossier as the writes of one transaction: with the day by which the law has it answered.
 * @param earlier all that was sent on it before
 * @throws Problem `feedback-limit-reached`, `calendar-ends`
 */
export function feedbackSent(
  dossier: Filed,
  { kind, words }: Pick<Feedback, 'kind' | 'words'>,
  { earlier, calendar }: { readonly earlier: readonly Feedback[]; readonly calendar: Calendar },
  occasion: Occasion,
): { readonly feedback: Feedback; readonly writes: readonly Write[] } {
  if (earlier.filter(({ state }) => state === 'received').length >= MOST_OPEN)
    throw new Problem('feedback-limit-reached');
  const day = localDateOf(occasion.at);
  const number = (earlier.at(-1)?.number ?? 0) + 1;
  const { deadline, soonAt } = withinCalendar(() => {
    const last = addWorkingDays(day, lawOn('feedbackDays', day).value, calendar);
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
    sentAt: toInstant(occasion.at),
    sentBy: occasion.actor,
    deadline,
    soonAt,
  };
  const told = { name: 'feedback.received', data: { feedback: number, kind, deadline } } as const;
  const { writes } = recorded(dossier, [{ after: dossier, told }], occasion);
  return { feedback, writes: [...writes, putFeedback(feedback)] };
}
