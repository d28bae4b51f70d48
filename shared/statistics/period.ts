import { LocalDate } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';

/** Three years and a day: what is compared with the year before the last. */
const GREATEST_DAYS = 3 * 366;

/** Local days from one to another, both included. */
export const period = { from: LocalDate, to: LocalDate };

/** Whether a period begins before it ends, and is not endless. */
export const isPeriod = ({ from, to }: { readonly from: LocalDate; readonly to: LocalDate }): boolean =>
  from <= to && to < addDays(from, GREATEST_DAYS);

/** What a query says that is none. */
export const noPeriod = (field: string) => ({ path: [field], params: { code: 'period' } });

/** The calendar months of a period, the first and the last as far as they belong to it. */
export function monthsOf(
  from: LocalDate,
  to: LocalDate,
): readonly { readonly from: LocalDate; readonly to: LocalDate }[] {
  const months: { from: LocalDate; to: LocalDate }[] = [];
  for (let first = from; first <= to; ) {
    const next = addDays(`${first.slice(0, 7)}-28` as LocalDate, 4);
    const begin = `${next.slice(0, 7)}-01` as LocalDate;
    const last = addDays(begin, -1);
    months.push({ from: first, to: last < to ? last : to });
    first = begin;
  }
  return months;
}
