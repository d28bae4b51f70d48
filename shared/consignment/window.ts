import * as z from 'zod';
import { LocalDate, millisOf } from '../clock.ts';
import { addDays, type Calendar, isWorkingDay } from '../deadline/calendar.ts';
import { fault } from '../http/faults.ts';
import type { Fault } from '../http/problems.ts';
import type { Text } from '../text.ts';

/** Parts of a day on which the post comes. The hours are an assumption, to be settled with the operator. */
export const dayParts = {
  morning: { from: '07:30', until: '11:30', name: { vi: 'buổi sáng', en: 'in the morning' } },
  afternoon: { from: '13:30', until: '17:00', name: { vi: 'buổi chiều', en: 'in the afternoon' } },
} as const satisfies Record<string, { readonly from: string; readonly until: string; readonly name: Text }>;

type DayPart = keyof typeof dayParts;
const DayPart = z.enum(Object.keys(dayParts) as readonly DayPart[]);

/** When papers are to be collected. */
export const CollectionWindow = z.strictObject({ day: LocalDate, part: DayPart });
export type CollectionWindow = z.infer<typeof CollectionWindow>;

/** The same as it is answered. */
export const ShownWindow = z.object({ day: z.iso.date(), part: DayPart });

/** So far ahead the post plans its rounds: an assumption, to be settled with the operator. */
const DAYS_AHEAD = 14;

/** What is wrong with the time at which papers are to be collected, if anything. @throws YearNotInCalendar */
export function windowFaults(
  { day, part }: CollectionWindow,
  now: Date,
  calendar: Calendar,
): readonly Fault[] {
  const of = (code: string) => [fault('body', '/window/day', code)];
  if (millisOf(day, dayParts[part].from) <= now.getTime()) return of('window-past');
  if (millisOf(addDays(day, -DAYS_AHEAD), '00:00') > now.getTime()) return of('window-too-far');
  return isWorkingDay(day, calendar) ? [] : of('not-a-working-day');
}
