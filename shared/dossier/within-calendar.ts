import { YearNotInCalendar } from '../deadline/calendar.ts';
import { Problem } from '../http/problems.ts';

/** Why a day cannot be told yet. */
const missingYear = (year: number) => ({
  vi: `Lịch làm việc chưa có ngày nghỉ của năm ${year}.`,
  en: `Nobody has entered the days off of ${year} yet.`,
});

/** What is counted by the calendar. @throws Problem `calendar-ends` when it runs into a year that nobody has entered yet */
export function withinCalendar<Counted>(count: () => Counted): Counted {
  try {
    return count();
  } catch (error) {
    if (error instanceof YearNotInCalendar)
      throw new Problem('calendar-ends', { detail: missingYear(error.year) });
    throw error;
  }
}
