import { type Instant, type LocalDate, localDateOf } from '../clock.ts';
import type { Text } from '../text.ts';
import { addDays, type Calendar, isWorkingDay, specialDayOf } from './calendar.ts';
import { dueAt, type ProcessingTime, receptionDay } from './deadline.ts';

/** One day from reception to the due date: whether it counts towards the term, and why. */
export type DayOfTerm = { readonly date: LocalDate; readonly counted: boolean; readonly reason: Text };

const receptionNotCounted: Text = {
  vi: 'Ngày tiếp nhận không tính vào thời hạn (BLDS 2015 Điều 147)',
  en: 'The day of reception is not counted (Civil Code 2015, Article 147)',
};
const afterClosing: Text = {
  vi: 'Nhận sau giờ làm việc: tính từ giờ mở cửa tiếp theo',
  en: 'Received after closing time: counts from the next opening',
};
const weekend: Text = { vi: 'Nghỉ cuối tuần', en: 'Weekend' };
const movedOn: Text = {
  vi: 'Ngày cuối là ngày nghỉ: hết hạn vào ngày làm việc tiếp theo (BLDS 2015 Điều 148)',
  en: 'The last day was a day off: the term ends on the next working day (Civil Code 2015, Article 148)',
};
const tooLateForSameDay: Text = {
  vi: 'Nhận từ 15 giờ: trả kết quả vào ngày làm việc tiếp theo',
  en: 'Received from 15:00: ready on the next working day',
};
const sameDay: Text = { vi: 'Giải quyết trong ngày', en: 'Decided the same day' };

const nth = (number: number): Text => ({
  vi: `Ngày thứ ${number} của thời hạn`,
  en: `Day ${number} of the term`,
});

/** Why offices are closed on a day that is no working day. */
function dayOff(date: LocalDate, calendar: Calendar): Text {
  const special = specialDayOf(date, calendar);
  return special ? { vi: special.name, en: englishOf[special.kind] } : weekend;
}

const englishOf = {
  HOLIDAY: 'Public holiday',
  COMPENSATION: 'Day off in lieu of a holiday on a weekend',
  SWAP_OFF: 'Day off, worked on a Saturday instead',
  WORKING_SATURDAY: 'Working Saturday',
} as const;

/**
 * How `dueAt` comes about, day by day, in the words of the law: what an officer shows an applicant who asks.
 * @throws YearNotInCalendar
 */
export function explainDeadline(
  receivedAt: Instant,
  processing: ProcessingTime,
  calendar: Calendar,
): { readonly dueAt: Instant; readonly days: readonly DayOfTerm[] } {
  const due = dueAt(receivedAt, processing, calendar);
  const lastDay = localDateOf(due);
  const reception = receptionDay(receivedAt, calendar);
  const days: DayOfTerm[] = [];
  let counted = 0;

  const explained = (date: LocalDate): DayOfTerm => {
    const skipped = (onWorkingDay: Text): DayOfTerm => ({
      date,
      counted: false,
      reason: isWorkingDay(date, calendar) ? onWorkingDay : dayOff(date, calendar),
    });
    if (date < reception) return skipped(afterClosing);
    if (processing.unit === 'sameDay')
      return date === lastDay ? { date, counted: true, reason: sameDay } : skipped(tooLateForSameDay);
    if (date === reception) return skipped(receptionNotCounted);
    if (counted === processing.days) return skipped(movedOn);
    if (processing.unit === 'workingDays' && !isWorkingDay(date, calendar)) return skipped(weekend);
    counted += 1;
    return { date, counted: true, reason: nth(counted) };
  };

  for (let date = localDateOf(receivedAt); date <= lastDay; date = addDays(date, 1))
    days.push(explained(date));
  return { dueAt: due, days };
}
