import type { Letterhead } from '../agency/letterhead.ts';
import { type Instant, type LocalDate, localDateOf, localTimeOf } from '../clock.ts';
import type { ProcessingTime } from '../deadline/deadline.ts';

/** A place in a sentence that is to be filled by hand. */
export const OPEN = '…………………';

/** A day as papers are dated: days under 10 and the months 1 and 2 with a zero (NĐ 30/2020/NĐ-CP, phụ lục I mục II.4). */
export function dayInWords(day: LocalDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `ngày ${date} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`;
}

/** Place and day of a paper: `Hà Nam, ngày 08 tháng 10 năm 2021`. */
export const dated = ({ place }: Letterhead, at: Instant): string =>
  `${place}, ${dayInWords(localDateOf(at))}`;

/** `09 giờ 00 phút, ngày 08 tháng 10 năm 2021`. */
export function timeInWords(at: Instant | Date): string {
  const [hours, minutes] = localTimeOf(at).split(':');
  return `${hours} giờ ${minutes} phút, ${dayInWords(localDateOf(at))}`;
}

/** How long an agency may take. */
export function processingInWords(processing: ProcessingTime): string {
  switch (processing.unit) {
    case 'workingDays':
      return `${processing.days} ngày làm việc`;
    case 'calendarDays':
      return `${processing.days} ngày`;
    case 'sameDay':
      return 'Trong ngày làm việc';
  }
}
