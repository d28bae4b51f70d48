import { toInstant } from '../clock.ts';
import { pastFrom } from '../deadline/last-day.ts';
import { recorded } from '../dossier/change.ts';
import { loadFiledFile } from '../dossier/store.ts';
import type { Feedback } from '../feedback/feedback.ts';
import { loadFeedbackOf, numberOf, putChangedFeedback } from '../feedback/store.ts';
import type { Watch } from './strike.ts';

/** What is to be said of feedback whose last day is near or past, once each; nothing once it is answered. */
function sayingOf({ state, deadline, warned }: Feedback, at: Date): Feedback['warned'] {
  if (state === 'answered' || warned === 'overdue') return undefined;
  if (pastFrom(deadline) <= toInstant(at)) return 'overdue';
  return warned ? undefined : 'due-soon';
}

/** Warns the agency of feedback that it is to answer soon, and tells it of what it has not answered in time. */
export const warnOfFeedback: Watch['attend'] = async ({ dossierId, sortKey }, occasion) => {
  const [{ dossier }, all] = await Promise.all([loadFiledFile(dossierId), loadFeedbackOf(dossierId)]);
  const feedback = all.find(({ number }) => number === numberOf(sortKey));
  const warned = feedback && sayingOf(feedback, occasion.at);
  if (!warned) return undefined;
  const { number, kind, deadline } = feedback;
  const told = { name: `feedback.${warned}`, data: { feedback: number, kind, deadline } } as const;
  const { writes } = recorded(dossier, [{ after: dossier, told }], occasion);
  return [...writes, putChangedFeedback({ ...feedback, warned })];
};
