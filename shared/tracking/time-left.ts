import { type Instant, type LocalDate, localDateOf, toInstant } from '../clock.ts';
import { type Calendar, workingDaysBetween } from '../deadline/calendar.ts';
import { type Standing, standingOf, standings } from '../dossier/deadline.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { Text } from '../text.ts';

/** How long it still takes, in words, with what they say as a number. */
export type TimeLeft = {
  readonly standing: Standing;
  readonly text: Text;
  /** Working days from today to the due day; below zero those since. */
  readonly workingDays?: number;
};

const working = (days: number): Text => ({
  vi: `${days} ngày làm việc`,
  en: days === 1 ? '1 working day' : `${days} working days`,
});

const PAUSED: Text = { vi: 'tạm dừng tính thời hạn', en: 'the time stands still' };

/** Working days after today up to the due day. */
function left(dueAt: Instant, now: Instant, calendar: Calendar): Omit<TimeLeft, 'standing'> {
  const workingDays = workingDaysBetween(localDateOf(now), localDateOf(dueAt), calendar);
  const { vi, en } = working(workingDays);
  return { workingDays, text: { vi: `còn ${vi}`, en: `${en} left` } };
}

/** Whether the calendar knows the days of this one's year: what is long overdue may outlive it. */
const isKnown = (day: LocalDate, { years }: Calendar): boolean => years.has(Number(day.slice(0, 4)));

/** Working days since the due day, as far as the calendar knows them; none when only days off have passed. */
function over(dueAt: Instant, now: Instant, calendar: Calendar): Omit<TimeLeft, 'standing'> {
  const today = localDateOf(now);
  if (!isKnown(today, calendar)) return { text: standings.overdue };
  const days = workingDaysBetween(localDateOf(dueAt), today, calendar);
  if (days === 0) return { workingDays: 0, text: standings.overdue };
  const { vi, en } = working(days);
  return { workingDays: -days, text: { vi: `quá hạn ${vi}`, en: `overdue by ${en}` } };
}

/** How long a dossier still takes at an instant. */
export function timeLeft(dossier: Filed, calendar: Calendar, at: Date): TimeLeft {
  const now = toInstant(at);
  const { dueAt } = dossier;
  const standing = standingOf(dossier, dueAt, now);
  if (dueAt && standing === 'inTime') return { standing, ...left(dueAt, now, calendar) };
  if (dueAt && standing === 'overdue') return { standing, ...over(dueAt, now, calendar) };
  if (standing === 'paused') return { standing, text: PAUSED };
  return { standing, text: standings[standing], ...(standing === 'dueToday' && { workingDays: 0 }) };
}
