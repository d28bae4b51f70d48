import { entered } from './consequences.ts';
import {
  addDays,
  afterDay,
  type Book,
  counted,
  dayBegins,
  dayOf,
  dueDay,
  instant,
  isOver,
  type Known,
  type Question,
  type StepName,
  stepNames,
  workingDayFrom,
} from './known.ts';

/** What a clock does to a dossier, if anything, once after the other. */
type Clock = (dossier: Known, book: Book) => Known;

const reminderOf = ({ lastDay }: { readonly lastDay: string }): string => dayBegins(addDays(lastDay, -2));

/** A round is reminded of once, two days before its last, unless it was asked for since. */
export const looksAtSupplement = (supplement: NonNullable<Known['supplement']>): string => {
  const { lastDay, askedAt, reminded } = supplement;
  return reminded || reminderOf(supplement) <= askedAt ? afterDay(lastDay) : reminderOf(supplement);
};

const followSupplements: Clock = (dossier, { now, daysOff }) => {
  const { supplement, status } = dossier;
  if (!supplement || status !== 'supplementRequested') return dossier;
  if (instant(now) <= looksAtSupplement(supplement)) return dossier;
  const today = dayOf(now);
  if (today > workingDayFrom(daysOff, supplement.lastDay))
    return entered(dossier, { status: 'refused', supplement: undefined });
  if (today > supplement.lastDay || supplement.reminded) return dossier;
  return entered(dossier, { supplement: { ...supplement, reminded: true } });
};

const endUnpaid: Clock = (dossier, { now }) =>
  dossier.status === 'paymentRequested' && afterDay(dossier.payUntil ?? '') < instant(now)
    ? entered(dossier, { status: 'stopped', payUntil: undefined })
    : dossier;

const waitsForAnswers: readonly Known['status'][] = [
  'processing',
  'supplementRequested',
  'paymentRequested',
  'withdrawalRequested',
];

const endSilentConsultations: Clock = (dossier, { now }) => {
  const isSilent = ({ silenceAgrees, lastDay }: Question) =>
    silenceAgrees && afterDay(lastDay) < instant(now);
  if (!waitsForAnswers.includes(dossier.status)) return dossier;
  return dossier.asked
    .filter(isSilent)
    .reduce((left, silent) => entered(left, { asked: left.asked.filter((one) => one !== silent) }), dossier);
};

const timeRuns: readonly Known['status'][] = ['received', 'processing', 'withdrawalRequested'];

/** The step at which an agency is, and by when it is to be done, unless it was told that it is late, or a later one. */
function stepOf(dossier: Known): { readonly step: StepName; readonly due: string } | undefined {
  const { status, holder, proposal, steps, lateStep } = dossier;
  if (status !== 'received' && status !== 'processing') return undefined;
  if (proposal?.approved) return undefined;
  const isTaken = status === 'processing' || holder !== undefined;
  const step = proposal ? 'approve' : isTaken ? 'appraise' : 'assign';
  const isTold = lateStep !== undefined && stepNames.indexOf(step) <= stepNames.indexOf(lateStep);
  const due = steps[step];
  return isTold || due === undefined ? undefined : { step, due };
}

/** Overdue is told once and for all; else it is warned of what is due soon, and told of a step that is late. */
const watchDueDays: Clock = (dossier, book) => {
  const { now, daysOff } = book;
  const { due, told, status } = dossier;
  if (!due || !timeRuns.includes(status)) return dossier;
  const isTold = told?.due === due;
  if (due < instant(now))
    return isTold && told.as === 'overdue' ? dossier : entered(dossier, { told: { due, as: 'overdue' } });
  const tomorrow = workingDayFrom(daysOff, addDays(dayOf(now), 1));
  const soon = workingDayFrom(daysOff, addDays(tomorrow, 1));
  if (!isTold && dueDay(due) <= soon)
    return watchDueDays(entered(dossier, { told: { due, as: 'warned' } }), book);
  const late = stepOf(dossier);
  return late && late.due < instant(now) ? entered(dossier, { lateStep: late.step }) : dossier;
};

const DAY = 86_400_000;

/** The last day of a journey inside the city: the day after it was ordered, or the second where a slip is taken back. */
function lastDayOfJourney({ receiving, shipment }: Known, { daysOff }: Book): string {
  const next = (day: string) => workingDayFrom(daysOff, addDays(day, 1));
  const first = next(dueDay(shipment?.orderedAt ?? ''));
  return receiving === undefined ? first : next(first);
}

/** The post, which never says a word of itself here, is asked each day; the desk hears once that it is silent. */
function asksForNews(dossier: Known, shipment: NonNullable<Known['shipment']>, book: Book): Known {
  if (shipment.state !== 'ordered' || (shipment.lookAt ?? '') >= instant(book.now)) return dossier;
  const asked = { ...shipment, lookAt: instant(book.now + DAY) };
  if (shipment.isSilent || dayOf(book.now) <= lastDayOfJourney(dossier, book))
    return { ...dossier, shipment: asked };
  return { ...dossier, version: dossier.version + 1, shipment: { ...asked, isSilent: true } };
}

/** The post is told of what is to be fetched, and of what is no more, and asked for the rest. */
const retryDeliveries: Clock = (dossier, book) => {
  const { now } = book;
  const { shipment } = dossier;
  if (!shipment) return dossier;
  if (shipment.nextTryAt >= instant(now)) return dossier;
  if (shipment.state === 'intended') {
    const ordered = { orderedAt: instant(now), lookAt: instant(now + DAY) };
    return entered(dossier, { shipment: { ...shipment, ...ordered, state: 'ordered', isKnown: true } });
  }
  return shipment.state === 'cancelling'
    ? entered(dossier, { shipment: { ...shipment, state: 'over' } })
    : asksForNews(dossier, shipment, book);
};

/** The clocks that strike, and the post that asks by one. */
export const clocks = {
  watchDueDays,
  followSupplements,
  endSilentConsultations,
  endUnpaid,
  retryDeliveries,
};
export type ClockName = keyof typeof clocks;

/** A dossier once the working calendar has changed: its time is counted anew where it runs. */
export const recounted: Clock = (dossier, { daysOff }) => {
  if (!dossier.due || !timeRuns.includes(dossier.status)) return dossier;
  const after = counted(dossier.ledger, dossier.kind, daysOff);
  return after.due === dossier.due ? dossier : entered(dossier, after);
};

/** A dossier whose result the post has delivered: told of the shipment, of fees that it collected, and of the result where nobody handed it over. */
export function delivered(dossier: Known): Known {
  const { shipment, status, events, collection } = dossier;
  if (!shipment?.isKnown || shipment.state === 'over') return dossier;
  const over = { shipment: { ...shipment, state: 'over' as const } };
  return status === 'done'
    ? entered(dossier, {
        ...over,
        status: 'returned',
        collection: undefined,
        events: events + (collection === 'chosen' ? 3 : 2),
      })
    : entered(dossier, over);
}

/** Where a result waits for what comes next: a step, where that comes before it is due soon, or before it is overdue. */
function awaited(dossier: Known, due: string): string {
  const { told, soonAt = '' } = dossier;
  const step = stepOf(dossier)?.due;
  if (told?.due !== due) return step && step < soonAt ? `step ${step}` : `result ${due}`;
  return told.as === 'overdue' ? `overdue ${due}` : `warned ${step ?? due}`;
}

/** Everything that waits for its time, as the index of what is due lists it: which list, and when. */
export function waiting(dossier: Known): readonly string[] {
  const { due, status, supplement, payUntil, asked, shipment } = dossier;
  const isPosted = shipment && (shipment.state === 'intended' || shipment.state === 'cancelling');
  return [
    ...(due && status !== 'done' && !isOver(dossier) ? [awaited(dossier, due)] : []),
    ...(supplement ? [`supplement ${looksAtSupplement(supplement)}`] : []),
    ...(payUntil ? [`payment ${afterDay(payUntil)}`] : []),
    ...asked.flatMap(({ silenceAgrees, lastDay }) =>
      silenceAgrees ? [`consultation ${afterDay(lastDay)}`] : [],
    ),
    ...(isPosted ? [`delivery ${shipment.nextTryAt}`] : []),
    ...(shipment?.state === 'ordered' ? [`progress ${shipment.lookAt}`] : []),
  ].sort();
}

/** Where a dossier lies: at which agency, and with whom the next move is. */
export function placeOf(dossier: Known): string | undefined {
  const { status, received, proposal, asked, holder, pool, kind, receiving } = dossier;
  const at = (place: string, agency = kind.agency) => `PLACE#${agency}#${place}`;
  if (status === 'draft' || isOver(dossier)) return undefined;
  if (status === 'done') return at('results', receiving);
  if (status === 'supplementRequested' || status === 'paymentRequested') return at('waiting');
  if (!received) return at('reception');
  if (proposal && !proposal.approved) return at('approval');
  if (asked.length > 0) return at('waiting');
  if (holder !== undefined) return at(`officer#${holder}`);
  return at(pool === undefined ? 'unassigned' : `division#${pool}`);
}
