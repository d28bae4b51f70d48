import * as z from 'zod';
import { withVietnamOffset } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import type { ClockEvent, ProcessingTime } from '../deadline/deadline.ts';
import { dueOf } from '../deadline/lines.ts';
import { reckonStep } from '../deadline/steps.ts';
import { lazily } from '../lazily.ts';
import { KeptText, Text } from '../text.ts';
import type { Filed } from './dossier.ts';
import data from './internal-process.json' with { type: 'json' };
import { StepId, type StepsDue } from './step.ts';

/** How an agency shares the time of a procedure among the steps of its own process, in days of a whole. */
const Process = z.strictObject({
  source: z.string().min(1),
  certainty: z.enum(['seen', 'unverified']),
  steps: z.array(z.strictObject({ id: StepId, name: Text, days: z.number().positive() })).min(1),
});
const process = lazily(() => Process.parse(data));

/** By when a step of the agency's own process is to be done. */
export const StepDeadline = z.object({
  step: StepId,
  name: KeptText,
  /** Absent while the clock stands. */
  dueAt: z.iso.datetime({ offset: true }).optional(),
});
export type StepDeadline = z.infer<typeof StepDeadline>;

/** Working days of a term; of seven calendar days five. What is decided at once has no steps. */
const workingDaysOf = (time: ProcessingTime): number => {
  if (time.unit === 'sameDay') return 0;
  return time.unit === 'workingDays' ? time.days : (time.days * 5) / 7;
};

/** Another day that was promised or given moves the result, not the steps that lead to it. */
const runs = ({ kind }: ClockEvent): boolean => kind !== 'extend' && kind !== 'reappoint';

type Timed = Pick<Filed, 'clock' | 'procedure'>;

/** By when each step is to be done: its share of the procedure's time, together with those before it. Nothing before reception. */
function reckoned({ clock, procedure }: Timed, calendar: Calendar) {
  const workingDays = workingDaysOf(procedure.processing);
  if (workingDays === 0 || clock.length === 0) return [];
  const { steps } = process();
  const whole = steps.reduce((sum, { days }) => sum + days, 0);
  let done = 0;
  return steps.map(({ id, name, days }) => {
    done += days;
    return { id, name, dueAt: dueOf(reckonStep(clock.filter(runs), (workingDays * done) / whole, calendar)) };
  });
}

/** The steps as officers see them. */
export const stepDeadlines = (dossier: Timed, calendar: Calendar): StepDeadline[] =>
  reckoned(dossier, calendar).map(({ id, name, dueAt }) => ({
    step: id,
    name,
    dueAt: dueAt && withVietnamOffset(dueAt),
  }));

/** The same as a dossier keeps them; undefined while no clock runs. @throws YearNotInCalendar */
export function stepsDue(dossier: Timed, calendar: Calendar): StepsDue | undefined {
  const steps = reckoned(dossier, calendar)
    .slice(0, -1)
    .flatMap(({ id, dueAt }) => (dueAt ? [[id, dueAt] as const] : []));
  return steps.length > 0 ? Object.fromEntries(steps) : undefined;
}

/** What a step is called. */
export const nameOfStep = (step: StepId): Text => {
  const found = process().steps.find(({ id }) => id === step);
  if (!found) throw new Error(`the internal process has no step ${step}`);
  return found.name;
};
