import * as z from 'zod';
import { type Instant, type LocalDate, localDateOf, localTimeOf, withVietnamOffset } from '../clock.ts';
import { vietnameseDate } from '../format.ts';
import { lawOn } from '../law/law.ts';
import { KeptText, type Text } from '../text.ts';
import { dayKinds } from './calendar.ts';
import type { ClockEvent } from './deadline.ts';
import { type Line, type Verdict, verdicts } from './lines.ts';
import { type Moment, moments, openingOf } from './office-hours.ts';

/** A line of how a due date comes about, for programs and for people. */
export const ExplainedLine = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('event'),
      event: z.enum(['start', 'pause', 'resume', 'restart', 'extend', 'reappoint']),
      at: z.iso.datetime({ offset: true }),
      /** Where in the office's time it fell. */
      moment: z.enum(moments),
      legalBasis: z.string().optional(),
      text: KeptText,
    }),
    z.object({
      kind: z.literal('day'),
      date: z.string(),
      verdict: z.enum(verdicts),
      /** Which day of the term it is, and how many the term has. */
      nth: z.int().optional(),
      of: z.int().optional(),
      /** What the calendar calls it, where it is not what its weekday says. */
      dayKind: z.enum(dayKinds).optional(),
      name: z.string().optional(),
      legalBasis: z.string().optional(),
      text: KeptText,
    }),
    z.object({ kind: z.literal('due'), at: z.iso.datetime({ offset: true }), text: KeptText }),
  ])
  .meta({ id: 'DeadlineLine' });
export type ExplainedLine = z.infer<typeof ExplainedLine>;

const weekdays = [
  { vi: 'Chủ Nhật', en: 'Sunday' },
  { vi: 'Thứ Hai', en: 'Monday' },
  { vi: 'Thứ Ba', en: 'Tuesday' },
  { vi: 'Thứ Tư', en: 'Wednesday' },
  { vi: 'Thứ Năm', en: 'Thursday' },
  { vi: 'Thứ Sáu', en: 'Friday' },
  { vi: 'Thứ Bảy', en: 'Saturday' },
] as const satisfies readonly Text[];

/** `Thứ Sáu 22/10/2021`. */
function inWords(day: LocalDate): Text {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
  const date = vietnameseDate(day);
  return { vi: `${weekday?.vi} ${date}`, en: `${weekday?.en} ${date}` };
}

/** Where it is written why a day counts or not, where that is not the calendar. */
function basisOf(verdict: Verdict, day: LocalDate): string | undefined {
  switch (verdict) {
    case 'firstDay':
      return lawOn('firstDayNotCounted', day).source;
    case 'sameDay':
    case 'tooLateForSameDay':
      return lawOn('sameDayUntil', day).source;
    case 'movedToWorkingDay':
      return lawOn('endsOnWorkingDay', day).source;
    case 'weekend':
      return lawOn('weeklyRest', day).source;
    default:
      return undefined;
  }
}

type DayLine = Extract<Line, { kind: 'day' }>;

/** How many hours and minutes of office time, as in `3 giờ 30 phút`. */
const timeInWords = (minutes: number): Text => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return {
    vi: [hours && `${hours} giờ`, rest && `${rest} phút`].filter(Boolean).join(' '),
    en: [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(' '),
  };
};

function countedInWords({ nth, of, minutes }: DayLine): Text {
  if (minutes === undefined)
    return { vi: `ngày thứ ${nth}/${of} của thời hạn`, en: `day ${nth} of ${of} of the term` };
  const time = timeInWords(minutes);
  return { vi: `tính ${time.vi} làm việc`, en: `${time.en} of office time counted` };
}

function verdictInWords(line: DayLine): Text {
  const { verdict, date } = line;
  switch (verdict) {
    case 'counted':
      return countedInWords(line);
    case 'firstDay':
      return { vi: 'không tính, ngày đầu tiên của thời hạn', en: 'not counted, the first day of the term' };
    case 'sameDay':
      return { vi: 'giải quyết ngay trong ngày', en: 'decided on the same day' };
    case 'tooLateForSameDay': {
      const { value } = lawOn('sameDayUntil', date);
      return {
        vi: `không tính, tiếp nhận sau ${value}: trả kết quả ngày làm việc tiếp theo`,
        en: `not counted, received at or after ${value}: ready on the next working day`,
      };
    }
    case 'afterClosing':
      return { vi: 'không tính, đã hết giờ làm việc', en: 'not counted, offices had closed' };
    case 'weekend':
      return { vi: 'không tính, ngày nghỉ hằng tuần', en: 'not counted, weekly rest' };
    case 'dayOff':
      return { vi: 'không tính, ngày nghỉ', en: 'not counted, a day off' };
    case 'paused':
      return { vi: 'không tính, đang tạm dừng', en: 'not counted, the clock stands still' };
    case 'movedToWorkingDay':
      return {
        vi: 'ngày cuối của thời hạn, vì ngày cuối rơi vào ngày nghỉ',
        en: 'the last day of the term, which would have fallen on a day off',
      };
    case 'overdue':
      return { vi: 'đã quá hạn', en: 'overdue' };
  }
}

/** What a day is and why it counts or not; the calendar's own name of it comes after. */
function dayExplained(line: DayLine): ExplainedLine {
  const { date, verdict, nth, of, special } = line;
  const day = inWords(date);
  const said = verdictInWords(line);
  const legalBasis = special?.legalBasis ?? basisOf(verdict, date);
  const why = [special?.name, legalBasis].filter(Boolean).join(', ');
  const bracket = why && ` (${why})`;
  return {
    kind: 'day',
    date,
    verdict,
    nth,
    of,
    dayKind: special?.kind,
    name: special?.name,
    legalBasis,
    text: { vi: `${day.vi}: ${said.vi}${bracket}`, en: `${day.en}: ${said.en}${bracket}` },
  };
}

const eventNames: Readonly<Record<ClockEvent['kind'], Text>> = {
  start: { vi: 'tiếp nhận hồ sơ, bắt đầu tính thời hạn', en: 'received, the term begins' },
  pause: { vi: 'tạm dừng tính thời hạn', en: 'the clock stops' },
  resume: { vi: 'tiếp tục tính thời hạn', en: 'the clock goes on' },
  restart: { vi: 'tính lại thời hạn từ đầu', en: 'the term is counted anew' },
  extend: { vi: 'gia hạn', en: 'extended' },
  reappoint: { vi: 'xin lỗi và hẹn lại ngày trả kết quả', en: 'apology, another day appointed' },
};

/** What an event says beyond its name. */
function addition(event: ClockEvent): Text {
  switch (event.kind) {
    case 'extend':
      return { vi: ` thêm ${event.days} ngày`, en: ` by ${event.days} days` };
    case 'reappoint': {
      const day = inWords(event.until);
      return { vi: `: ${day.vi}`, en: `: ${day.en}` };
    }
    default:
      return { vi: '', en: '' };
  }
}

/** From when an event counts that fell outside office time. */
function momentInWords(moment: Moment, day: LocalDate): Text {
  switch (moment) {
    case 'beforeOpening':
      return {
        vi: `, trước giờ làm việc: tính từ ${openingOf(day)}`,
        en: `, before opening: counts from ${openingOf(day)}`,
      };
    case 'afterClosing':
      return {
        vi: ', sau giờ làm việc: tính vào ngày làm việc tiếp theo',
        en: ', after closing: counts on the next working day',
      };
    case 'dayOff':
      return {
        vi: ', ngày nghỉ: tính vào ngày làm việc tiếp theo',
        en: ', on a day off: counts on the next working day',
      };
    case 'atWork':
    case 'atBreak':
      return { vi: '', en: '' };
  }
}

function basisOfEvent({ kind, at }: ClockEvent): string | undefined {
  if (kind === 'restart') return lawOn('restartWhenComplete', localDateOf(at)).source;
  return kind === 'reappoint' ? lawOn('reappointments', localDateOf(at)).source : undefined;
}

const timeOf = (at: Instant): Text => {
  const day = inWords(localDateOf(at));
  return { vi: `${localTimeOf(at)} ${day.vi}`, en: `${localTimeOf(at)} ${day.en}` };
};

function eventExplained({ event, moment }: Extract<Line, { kind: 'event' }>): ExplainedLine {
  const time = timeOf(event.at);
  const name = eventNames[event.kind];
  const more = addition(event);
  const outside = momentInWords(moment, localDateOf(event.at));
  const legalBasis = basisOfEvent(event);
  const bracket = legalBasis ? ` (${legalBasis})` : '';
  return {
    kind: 'event',
    event: event.kind,
    at: withVietnamOffset(event.at),
    moment,
    legalBasis,
    text: {
      vi: `${time.vi}: ${name.vi}${more.vi}${outside.vi}${bracket}`,
      en: `${time.en}: ${name.en}${more.en}${outside.en}${bracket}`,
    },
  };
}

/** A line in words. */
export function explained(line: Line): ExplainedLine {
  switch (line.kind) {
    case 'event':
      return eventExplained(line);
    case 'day':
      return dayExplained(line);
    case 'due': {
      const time = timeOf(line.at);
      return {
        kind: 'due',
        at: withVietnamOffset(line.at),
        text: { vi: `Hẹn trả kết quả: ${time.vi}`, en: `The result is due: ${time.en}` },
      };
    }
  }
}
