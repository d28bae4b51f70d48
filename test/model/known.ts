import type { ProcessingTime } from '../../shared/deadline/deadline.ts';
import { type DaysOff, slowDue, slowStepDue } from '../deadline/oracle.ts';

/*
 * What is known of the world apart from the code: dossiers as a clerk would keep them in a book of its own. Nothing here
 * imports a rule; due days are the slow computation's.
 */

export type Status =
  | 'draft'
  | 'submitted'
  | 'received'
  | 'processing'
  | 'supplementRequested'
  | 'paymentRequested'
  | 'withdrawalRequested'
  | 'done'
  | 'returned'
  | 'refused'
  | 'stopped';

/** A procedure, as far as it decides anything here. */
export type Kind = {
  readonly code: string;
  readonly agency: string;
  readonly time: ProcessingTime;
  /** Days more that its law gives in one case. */
  readonly more?: number;
  /** What an answered supplement does to its clock. */
  readonly whenAnswered: 'restart' | 'resume';
  /** Whether a leader must approve. */
  readonly approval?: true;
  /** Whether what is filed online is paid before reception. */
  readonly paidFirst?: true;
  /** How long an agency has that is asked, after which its silence is consent. */
  readonly silence?: ProcessingTime;
};

/** An agency that is asked, and its last day; whether its silence counts as consent. */
export type Question = { readonly agency: string; readonly lastDay: string; readonly silenceAgrees: boolean };

/** A result that goes out by post, and whether the post has ever known of it. */
type Shipment = {
  readonly state: 'intended' | 'ordered' | 'cancelling' | 'over';
  readonly isKnown: boolean;
  readonly nextTryAt: string;
  /** Once it is ordered: since when, when the post is asked for it, and whether the desk was told that it is silent. */
  readonly orderedAt?: string;
  readonly lookAt?: string;
  readonly isSilent?: boolean;
};

/** An entry in the book. */
export type Known = {
  readonly id: string;
  readonly kind: Kind;
  readonly byPost: boolean;
  /** Filed by chú Nam for cô Hoa. */
  readonly proxied: boolean;
  /** The agency whose desk takes it in on paper. */
  readonly receiving?: string | undefined;
  readonly status: Status;
  readonly version: number;
  /** How many things have been told of it. */
  readonly events: number;
  readonly code?: string;
  readonly received: boolean;
  /** Who has it, and from which division. */
  readonly holder?: string | undefined;
  readonly pool?: string | undefined;
  /** What is proposed, and whether it is approved. */
  readonly proposal?: { readonly outcome: string; readonly approved: boolean } | undefined;
  readonly asked: readonly Question[];
  /** Agencies that were ever asked. */
  readonly heard: readonly string[];
  readonly rounds: number;
  readonly supplement?:
    | { readonly lastDay: string; readonly askedAt: string; readonly reminded: boolean }
    | undefined;
  /** Last day to pay. */
  readonly payUntil?: string | undefined;
  /** Whether the post may collect what is to be paid, or is to. */
  readonly collection?: 'offered' | 'chosen' | undefined;
  readonly withdrawnFrom?: Status | undefined;
  readonly ledger: readonly ClockEvent[];
  readonly due?: string | undefined;
  /** From when on it is due soon, and by when each step is to be done, as they were counted with the due day. */
  readonly soonAt?: string | undefined;
  readonly steps: Partial<Record<StepName, string>>;
  /** The furthest step that was told late, since the time began anew. */
  readonly lateStep?: StepName | undefined;
  /** Of which due day the agency was warned, or told that it is past. */
  readonly told?: { readonly due: string; readonly as: 'warned' | 'overdue' } | undefined;
  readonly extended: boolean;
  readonly reappointed: boolean;
  readonly shipment?: Shipment | undefined;
};

type ClockEvent = {
  readonly kind: string;
  readonly at: string;
  readonly days?: number;
  readonly until?: string;
};

/** All that is known. */
export type Book = {
  /** Epoch milliseconds. */
  now: number;
  readonly dossiers: Known[];
  daysOff: DaysOff;
  /** Numbers given by agency and day. */
  readonly numbers: Map<string, number>;
};

const DAY = 86_400_000;
export const instant = (time: number): string => new Date(time).toISOString();
/** The day in Vietnam. */
export const dayOf = (time: number): string => instant(time + 7 * 3_600_000).slice(0, 10);
export const addDays = (day: string, days: number): string =>
  instant(Date.parse(day) + days * DAY).slice(0, 10);
/** The first moment after a day. */
export const afterDay = (day: string): string => instant(Date.parse(`${addDays(day, 1)}T00:00:00+07:00`));
export const dayBegins = (day: string): string => instant(Date.parse(`${day}T00:00:00+07:00`));

export const works = ({ off, worked }: DaysOff, day: string): boolean =>
  worked.has(day) || (![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay()) && !off.has(day));
export const workingDayFrom = (daysOff: DaysOff, day: string): string =>
  works(daysOff, day) ? day : workingDayFrom(daysOff, addDays(day, 1));

export const dueDay = (due: string): string => dayOf(Date.parse(due));

/** The day's beginning from which on a due day is near: two working days before it. */
function soonBefore(due: string, daysOff: DaysOff): string {
  const workingDayBefore = (day: string): string =>
    works(daysOff, addDays(day, -1)) ? addDays(day, -1) : workingDayBefore(addDays(day, -1));
  return dayBegins(workingDayBefore(workingDayBefore(dueDay(due))));
}

/** Of twenty days of a process the first is for assigning, fifteen are for appraising, three for approving. */
const shares = { assign: 1, appraise: 16, approve: 19 } as const;
export type StepName = keyof typeof shares;
export const stepNames = ['assign', 'appraise', 'approve'] as const;

/** By when each step is to be done; another day that is promised or given does not move it. What is decided at once has none. */
function stepsOf(ledger: Known['ledger'], { time }: Kind, daysOff: DaysOff): Known['steps'] {
  if (time.unit === 'sameDay') return {};
  const minutes = (time.unit === 'workingDays' ? time.days : (time.days * 5) / 7) * 8 * 60;
  const run = ledger.filter(({ kind }) => kind !== 'extend' && kind !== 'reappoint');
  const due = (step: StepName) => slowStepDue(run, (minutes * shares[step]) / 20, daysOff);
  return { assign: due('assign'), appraise: due('appraise'), approve: due('approve') };
}

/** What is counted of a ledger: when the result is due, from when on that is soon, and when the steps are. */
export function counted(ledger: Known['ledger'], kind: Kind, daysOff: DaysOff) {
  const due = slowDue(ledger, kind.time, daysOff);
  return {
    due,
    soonAt: due === undefined ? undefined : soonBefore(due, daysOff),
    steps: stepsOf(ledger, kind, daysOff),
  };
}

/** An entry after something has moved its clock; a clock that was never started does not move. */
export function timed(dossier: Known, event: ClockEvent, { daysOff }: Pick<Book, 'daysOff'>): Partial<Known> {
  if (event.kind !== 'start' && dossier.ledger.length === 0) return {};
  const ledger = [...dossier.ledger, event];
  const lateStep = event.kind === 'restart' ? undefined : dossier.lateStep;
  return { ledger, lateStep, ...counted(ledger, dossier.kind, daysOff) };
}

/** The last day of who is asked now. */
export const lastDayFrom = (at: number, time: ProcessingTime, { daysOff }: Book): string =>
  dueDay(slowDue([{ kind: 'start', at: instant(at) }], time, daysOff) ?? '');

export const isOver = ({ status }: Known): boolean => ['returned', 'refused', 'stopped'].includes(status);
