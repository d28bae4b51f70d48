import * as z from 'zod';
import { lazily } from '../lazily.ts';
import table from './calendar.json' with { type: 'json' };
import { type Calendar, CalendarYear, calendarOf, FIRST_VERSION } from './calendar.ts';

/** The years that come with this version of the code (BLLĐ Điều 111-112 and the Prime Minister's yearly decisions). */
export const seededYears = lazily(() => z.array(CalendarYear).parse(table));

/** The calendar of the civil service as it is first imported. */
export const civilServiceCalendar: () => Calendar = lazily(() => calendarOf(FIRST_VERSION, seededYears()));
