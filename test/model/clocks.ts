import { slowDue } from '../deadline/oracle.ts';
import { entered } from './consequences.ts';
import {
  addDays,
  afterDay,
  type Book,
  dayBegins,
  dayOf,
  dueDay,
  instant,
  isOver,
  type Known,
  type Question,
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
  dossier.status === 'paymentRequested' && dayOf(now) > (dossier.payUntil ?? '')
    ? entered(dossier, { status: 'stopped', payUntil: undefined })
    : dossier;

const waitsForAnswers: readonly Known['status'][] = [
  'processing',
  'supplementRequested',
  'paymentRequested',
  'withdrawalRequested',
];

const endSilentConsultations: Clock = (dossier, { now }) => {
  const isSilent = ({ silenceAgrees, lastDay }: Question) => silenceAgrees && dayOf(now) > lastDay;
  if (!waitsForAnswers.includes(dossier.status)) return dossier;
  return dossier.asked
    .filter(isSilent)
    .reduce((left, silent) => entered(left, { asked: left.asked.filter((one) => one !== silent) }), dossier);
};

const timeRuns: readonly Known['status'][] = ['received', 'processing', 'withdrawalRequested'];

const watchDueDays: Clock = (dossier, { now, daysOff }) => {
  const { due, told, status } = dossier;
  if (!due || !timeRuns.includes(status)) return dossier;
  const isTold = told?.due === due;
  if (due < instant(now))
    return isTold && told.as === 'overdue' ? dossier : entered(dossier, { told: { due, as: 'overdue' } });
  const tomorrow = workingDayFrom(daysOff, addDays(dayOf(now), 1));
  const soon = workingDayFrom(daysOff, addDays(tomorrow, 1));
  return isTold || dueDay(due) > soon ? dossier : entered(dossier, { told: { due, as: 'warned' } });
};

/** The post is told of what is to be fetched, and of what is no more. */
const retryDeliveries: Clock = (dossier, { now }) => {
  const { shipment } = dossier;
  if (!shipment || shipment.nextTryAt >= instant(now)) return dossier;
  if (shipment.state === 'intended')
    return entered(dossier, { shipment: { ...shipment, state: 'ordered', isKnown: true } });
  return shipment.state === 'cancelling'
    ? entered(dossier, { shipment: { ...shipment, state: 'over' } })
    : dossier;
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
  const due = slowDue(dossier.ledger, dossier.kind.time, daysOff);
  return due === dossier.due ? dossier : entered(dossier, { due });
};

/** A dossier whose result the post has delivered: told of the shipment, and of the result where nobody handed it over. */
export function delivered(dossier: Known): Known {
  const { shipment, status, events } = dossier;
  if (!shipment?.isKnown || shipment.state === 'over') return dossier;
  const over = { shipment: { ...shipment, state: 'over' as const } };
  return status === 'done'
    ? entered(dossier, { ...over, status: 'returned', events: events + 2 })
    : entered(dossier, over);
}

/** Everything that waits for its time, as the index of what is due lists it: which list, and when. */
export function waiting(dossier: Known): readonly string[] {
  const { due, told, status, supplement, payUntil, asked, shipment } = dossier;
  const list = told?.due !== due || !told ? 'result' : told.as;
  const isPosted = shipment && (shipment.state === 'intended' || shipment.state === 'cancelling');
  return [
    ...(due && status !== 'done' && !isOver(dossier) ? [`${list} ${due}`] : []),
    ...(supplement ? [`supplement ${looksAtSupplement(supplement)}`] : []),
    ...(payUntil ? [`payment ${afterDay(payUntil)}`] : []),
    ...asked.flatMap(({ silenceAgrees, lastDay }) =>
      silenceAgrees ? [`consultation ${afterDay(lastDay)}`] : [],
    ),
    ...(isPosted ? [`delivery ${shipment.nextTryAt}`] : []),
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
