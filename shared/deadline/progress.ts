import { type Instant, localDateOf } from '../clock.ts';
import type { Text } from '../text.ts';

const DAY_MS = 86_400_000;

/** Calendar days in Vietnam from one instant's day to another's; negative when it is earlier. */
const daysFrom = (from: Instant, to: Instant): number =>
  (Date.parse(localDateOf(to)) - Date.parse(localDateOf(from))) / DAY_MS;

/**
 * How a finished dossier kept its due date: early before the due day, on time on the due day up to closing time
 * (QĐ 766/QĐ-TTg, indicator 2.1).
 */
export type Punctuality = 'early' | 'onTime' | 'overdue';

export function punctuality(due: Instant, finishedAt: Instant): Punctuality {
  if (finishedAt > due) return 'overdue';
  return daysFrom(finishedAt, due) > 0 ? 'early' : 'onTime';
}

export const punctualityTexts = {
  early: { vi: 'Trước hạn', en: 'Early' },
  onTime: { vi: 'Đúng hạn', en: 'On time' },
  overdue: { vi: 'Quá hạn', en: 'Overdue' },
} as const satisfies Record<Punctuality, Text>;

/** An agency that will be late must say so at least one day ahead (NĐ 61/2018 Điều 19(9)): warn the day before that. */
const DUE_SOON_DAYS = 2;

/** Where an open dossier stands against its due date. */
export type Progress = {
  readonly state: 'withinLimit' | 'dueSoon' | 'overdue';
  /** Calendar days left, or past when overdue; 0 on the due day itself. */
  readonly days: number;
  readonly text: Text;
};

export function progress(due: Instant, now: Instant): Progress {
  if (now > due) {
    const past = daysFrom(due, now);
    return { state: 'overdue', days: past, text: overdueBy(past) };
  }
  const left = daysFrom(now, due);
  const soon = left <= DUE_SOON_DAYS;
  return { state: soon ? 'dueSoon' : 'withinLimit', days: left, text: soon ? dueSoonIn(left) : leftOf(left) };
}

const leftOf = (days: number): Text => ({ vi: `Còn ${days} ngày`, en: `${days} days left` });

const dueSoonIn = (days: number): Text =>
  days === 0
    ? { vi: 'Sắp đến hạn, trong hôm nay', en: 'Due today' }
    : { vi: `Sắp đến hạn, còn ${days} ngày`, en: `Due soon, ${days} ${days === 1 ? 'day' : 'days'} left` };

const overdueBy = (days: number): Text =>
  days === 0
    ? { vi: 'Quá hạn trong hôm nay', en: 'Overdue since today' }
    : { vi: `Quá hạn ${days} ngày`, en: `Overdue by ${days} ${days === 1 ? 'day' : 'days'}` };
