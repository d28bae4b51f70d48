import { type Instant, type LocalDate, localDateOf, toInstant } from '../clock.ts';
import { addWorkingDays, type Calendar } from '../deadline/calendar.ts';
import { lawOn } from '../law/law.ts';
import { aDayAfter } from '../shipment/journey.ts';
import type { Consignment } from './consignment.ts';
import { beingCollected, isUnderWay, notCollected, withPost } from './status.ts';

/** A consignment of which the operator was heard: it is asked again a day later, if anything may still come. Pure. */
export function watchedConsignment(consignment: Consignment, at: Date): Consignment {
  const { lookAt: _, ...unwatched } = consignment;
  return { ...unwatched, tries: 0, ...(isUnderWay(consignment.status) && { lookAt: aDayAfter(at) }) };
}

const isOneOf = (status: string, statuses: readonly string[]): boolean => statuses.includes(status);

/** From when on its journey counts: from when the post has it. */
export const journeyFrom = (
  before: Consignment,
  after: Consignment,
  occurredAt: Instant,
): Instant | undefined =>
  isOneOf(before.status, [...notCollected, ...beingCollected]) && isOneOf(after.status, withPost)
    ? occurredAt
    : before.since;

/**
 * The last local day on which the post must have been heard of it: the working day after the one on which it was to come, the
 * days to its next invitation after an attempt that failed, and as long as its journey may take once it has the papers.
 * @throws YearNotInCalendar
 */
function newsDueOn(
  { status, window, failures, since, journeyDays }: Consignment,
  calendar: Calendar,
): LocalDate | undefined {
  if (!isUnderWay(status)) return undefined;
  if (since && journeyDays) return addWorkingDays(localDateOf(since), journeyDays, calendar);
  const missed = failures.at(-1);
  if (!missed) return addWorkingDays(window.day, 1, calendar);
  const day = localDateOf(missed.at);
  return addWorkingDays(day, lawOn('invitationDays', day).value, calendar);
}

/** A consignment of which the post has been silent for too long is the desk's to look after. Pure. @throws YearNotInCalendar */
export function silenceNoticed(consignment: Consignment, at: Date, calendar: Calendar): Consignment {
  const day = newsDueOn(consignment, calendar);
  const isSilent = day !== undefined && localDateOf(toInstant(at)) > day;
  return isSilent && !consignment.attention
    ? { ...consignment, attention: 'consignment-silent' }
    : consignment;
}
