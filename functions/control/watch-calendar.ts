import { localDateOf, systemNow } from '../../shared/clock.ts';
import { daysBetween, lastDayOf } from '../../shared/deadline/calendar.ts';
import { recallCalendar } from '../../shared/deadline/store.ts';
import { measure } from '../../shared/metrics.ts';

/** Time to learn of next year's days off, which the Prime Minister decides in the autumn, and to enter them. */
const NOTICE_DAYS = 60;

/** Measures by how much the working calendar falls short of what is ahead. */
export const handler = async (): Promise<void> => {
  const { years } = await recallCalendar(systemNow);
  const left = daysBetween(localDateOf(systemNow()), lastDayOf(Math.max(...years.keys())));
  measure('CalendarDaysMissing', Math.max(0, NOTICE_DAYS - left));
};
