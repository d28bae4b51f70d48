import {
  type Instant,
  instantOf,
  type LocalDate,
  localDateOf,
  toInstant,
  withVietnamOffset,
} from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { openingOf } from '../deadline/office-hours.ts';
import { actionOf, stepFrom } from '../dossier/actions.ts';
import { moved } from '../dossier/change.ts';
import type { Filed } from '../dossier/dossier.ts';
import { requireFuture } from '../dossier/reason.ts';
import { handsOf, requireStep, roleOf } from '../dossier/rules.ts';
import type { Officer } from '../http/caller.ts';
import { fault } from '../http/faults.ts';
import { Problem } from '../http/problems.ts';
import { nextRound } from '../supplement/rounds.ts';
import type { SupplementPreview } from './contracts/preview-supplement.ts';

/** What is asked of a preview. */
type Question = { readonly deadline: LocalDate; readonly answeredOn?: LocalDate | undefined };

/** When an answer of a day would come: as offices open, or at once when it is today. */
const answerOn = (day: LocalDate, at: Instant): Instant =>
  day === localDateOf(at) ? at : instantOf(day, openingOf(day));

/** What an answer does to the clock of a dossier. */
const clockOnAnswer = ({ clock, procedure }: Filed): SupplementPreview['ifAnswered']['clock'] => {
  if (clock.length === 0) return 'notStarted';
  return procedure.supplementClock === 'pause' ? 'resumes' : 'restarts';
};

const local = (at: Instant | undefined) => at && withVietnamOffset(at);

/**
 * What asking for a supplement would do to the time of a dossier, by the very rules by which it is asked for and answered.
 * @throws Problem `transition-not-allowed`, `not-in-your-hands`, `supplement-limit-reached` when this officer may not ask for it now
 * @throws Problem `invalid-request`, `calendar-ends`
 */
export function supplementPreview(
  dossier: Filed,
  { deadline, answeredOn = deadline }: Question,
  { caller, now, calendar }: { readonly caller: Officer; readonly now: Date; readonly calendar: Calendar },
): SupplementPreview {
  const at = toInstant(now);
  const today = localDateOf(at);
  const step = requireStep(
    'requestSupplement',
    dossier,
    roleOf(dossier, caller),
    today,
    handsOf(dossier, caller),
  );
  requireFuture(deadline, today);
  if (answeredOn < today || answeredOn > deadline)
    throw new Problem('invalid-request', { faults: [fault('body', '/answeredOn', 'not-in-time')] });
  const number = dossier.supplements + 1;
  const asked = moved(dossier, actionOf('requestSupplement'), step, at, {
    change: { supplements: number },
    calendar,
  });
  const answerStep = stepFrom('answerSupplement', asked.status, 'owner');
  if (!answerStep) throw new Error('a supplement that is asked for can be answered by nobody');
  const answered = moved(asked, actionOf('answerSupplement'), answerStep, answerOn(answeredOn, at), {
    calendar,
  });
  const further = nextRound(number, answeredOn);
  return {
    round: { number, agencyFault: nextRound(dossier.supplements, today) === 'atFault' },
    pausesAt: dossier.clock.length > 0 ? withVietnamOffset(at) : undefined,
    dueBefore: local(dossier.dueAt),
    deadline,
    ifAnswered: { on: answeredOn, clock: clockOnAnswer(dossier), dueAt: local(answered.dueAt) },
    furtherRound: { allowed: further !== 'none', agencyFault: further === 'atFault' },
  };
}
