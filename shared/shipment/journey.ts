import { type Instant, type LocalDate, localDateOf, toInstant } from '../clock.ts';
import { addWorkingDays, type Calendar, workingDaysBetween } from '../deadline/calendar.ts';
import { lawOn } from '../law/law.ts';
import { waitAfter } from './ladder.ts';
import type { Shipment, Untold } from './shipment.ts';
import { isFinal, notFetched } from './status.ts';

/** How far an item goes, as the law tells journeys apart. */
export type Distance = 'sameDistrict' | 'inProvince' | 'elsewhere';

/**
 * Working days that a journey may take from the day on which the post accepts it (TT 17/2017/TT-BTTTT Điều 7).
 * @param withPapers whether the post takes papers back from the receiver, such as the appointment slip
 */
export function journeyDaysOf(distance: Distance, withPapers: boolean, day: LocalDate): number {
  const { plain, takingBack } = lawOn('journeyDays', day).value[distance];
  return withPapers ? takingBack : plain;
}

/** So long after the post was heard of an item it is asked for more. */
const A_DAY_MS = 24 * 3_600_000;

const later = (at: Date, milliseconds: number): Instant => toInstant(new Date(at.getTime() + milliseconds));

export const aDayAfter = (at: Date): Instant => later(at, A_DAY_MS);

/** Whether it is still to be judged that the post sends it back. */
const isToBeJudged = ({ status, returnedEarly }: Shipment): boolean =>
  (status === 'RETURNING' || status === 'RETURNED_TO_AGENCY') && returnedEarly === undefined;

/** When the operator is asked for the progress of a shipment of which it was just heard: at once where a return is to be judged. */
const lookAfter = (shipment: Shipment, at: Date): Instant | undefined => {
  if (isToBeJudged(shipment)) return toInstant(at);
  return isFinal(shipment.status) ? undefined : aDayAfter(at);
};

/** A shipment of which the operator was heard: it is asked again a day later, if anything may still come. Pure. */
export function watched(shipment: Shipment, at: Date): Shipment {
  const { lookAt: _, ...unwatched } = shipment;
  const lookAt = lookAfter(shipment, at);
  return { ...unwatched, tries: 0, ...(lookAt && { lookAt }) };
}

/** An item for whose progress the operator was asked in vain: it is asked again by the ladder. Pure. */
export const lookedInVain = <Item extends Untold>(item: Item, at: Date): Item => ({
  ...item,
  tries: item.tries + 1,
  lookAt: later(at, waitAfter(item.tries, item.reference)),
});

/** Whether the operator is to be asked for the progress of an item now. */
export const isToBeAskedFor = (
  { nextTryAt, lookAt }: Pick<Untold, 'nextTryAt'> & { readonly lookAt?: Instant | undefined },
  now: Date,
): boolean => nextTryAt === undefined && lookAt !== undefined && lookAt <= toInstant(now);

/** From where on its time counts anew: when the post fetched it, after each failed attempt, and when it turned back. */
export function since(before: Shipment, after: Shipment, occurredAt: Instant): Instant | undefined {
  const begins =
    notFetched.some((status) => status === before.status) ||
    after.status === 'PICKED_UP' ||
    after.status === 'DELIVERY_FAILED' ||
    after.status === 'RETURNING';
  return begins ? occurredAt : before.since;
}

/**
 * The last local day on which the post must have been heard of it: as long as its journey may take, and after a failed
 * attempt the days to the next invitation besides.
 * @throws YearNotInCalendar
 */
function newsDueOn(
  { status, since: from, journeyDays }: Shipment,
  calendar: Calendar,
): LocalDate | undefined {
  if (from === undefined || journeyDays === undefined || isFinal(status)) return undefined;
  const day = localDateOf(from);
  const pause = status === 'DELIVERY_FAILED' ? lawOn('invitationDays', day).value : 0;
  return addWorkingDays(day, journeyDays + pause, calendar);
}

/** Whether the post has been silent for longer than its journey may take. @throws YearNotInCalendar */
export function isSilent(shipment: Shipment, at: Date, calendar: Calendar): boolean {
  const day = newsDueOn(shipment, calendar);
  return day !== undefined && localDateOf(at) > day;
}

/**
 * Whether the post sent it back before its time: it is tried once and invited for twice more, each at least two working
 * days after the one before (TT 17/2017/TT-BTTTT Điều 7). An attempt that comes sooner does not count.
 * @throws YearNotInCalendar
 */
function isTooEarly({ failures, intendedAt }: Shipment, calendar: Calendar): boolean {
  const day = localDateOf(intendedAt);
  const apart = lawOn('invitationDays', day).value;
  let counted = 0;
  let last: LocalDate | undefined;
  for (const next of failures.map(({ at }) => localDateOf(at)).sort()) {
    if (last && workingDaysBetween(last, next, calendar) < apart) continue;
    counted += 1;
    last = next;
  }
  return counted < lawOn('deliveryAttempts', day).value;
}

/** A shipment whose return, if it is one, is judged by all that the operator says of it. Pure. @throws YearNotInCalendar */
export const returnJudged = (shipment: Shipment, calendar: Calendar): Shipment =>
  isToBeJudged(shipment) ? { ...shipment, returnedEarly: isTooEarly(shipment, calendar) } : shipment;
