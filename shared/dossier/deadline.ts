import * as z from 'zod';
import { type Instant, localDateOf, toInstant, withVietnamOffset } from '../clock.ts';
import type { Calendar } from '../deadline/calendar.ts';
import { ExplainedLine, explained } from '../deadline/explanation.ts';
import { dueOf } from '../deadline/lines.ts';
import { inOfficeTime, OfficeTime, officeTimeBetween } from '../deadline/office-hours.ts';
import { reckon } from '../deadline/reckoning.ts';
import { KeptText, type Text } from '../text.ts';
import type { Dossier, Filed } from './dossier.ts';
import { StepDeadline } from './internal-process.ts';
import { filedStatuses } from './status.ts';

/** How a dossier stands to its due day. */
export const standings = {
  notStarted: { vi: 'chưa tính thời hạn', en: 'not started' },
  inTime: { vi: 'trong hạn', en: 'in time' },
  dueToday: { vi: 'đến hạn hôm nay', en: 'due today' },
  overdue: { vi: 'quá hạn', en: 'overdue' },
  paused: { vi: 'tạm dừng', en: 'paused' },
  finishedEarly: { vi: 'xong trước hạn', en: 'finished early' },
  finishedOnTime: { vi: 'xong đúng hạn', en: 'finished on time' },
  finishedLate: { vi: 'xong quá hạn', en: 'finished late' },
  ended: { vi: 'đã dừng, không còn thời hạn', en: 'ended without a result' },
} as const satisfies Record<string, Text>;
export type Standing = keyof typeof standings;
const standingNames = Object.keys(standings) as readonly Standing[] as readonly [Standing, ...Standing[]];

const localTime = z.iso.datetime({ offset: true });

/** When the result of a dossier is due, how long that is, and how it comes about. */
export const DeadlineView = z
  .object({
    dossierId: z.uuid(),
    code: z.string().optional(),
    standing: z.enum(standingNames),
    standingName: KeptText,
    asOf: localTime,
    /** Absent while no clock runs. */
    dueAt: localTime.optional(),
    /** Office time until then: working days of eight hours, hours and minutes. */
    left: OfficeTime.optional(),
    /** Office time since then. */
    overdueBy: OfficeTime.optional(),
    /** The version of the calendar by which it was counted. */
    calendarVersion: z.int().optional(),
    /** Each day counted or not and why, each stop and start; the last line is the due date. */
    explanation: z.array(ExplainedLine),
    /** For officers: by when each step inside the agency is to be done. */
    steps: z.array(StepDeadline).optional(),
  })
  .meta({ id: 'Deadline' });
export type DeadlineView = z.infer<typeof DeadlineView>;

/** A day against the due day: a term ends with its last day, not with the hour (Civil Code 2015 Điều 148(1)). */
function against(at: Instant, dueAt: Instant): 'before' | 'on' | 'after' {
  const [day, due] = [localDateOf(at), localDateOf(dueAt)];
  if (day === due) return 'on';
  return day < due ? 'before' : 'after';
}

const whileOpen = { before: 'inTime', on: 'dueToday', after: 'overdue' } as const;
const onceFinished = { before: 'finishedEarly', on: 'finishedOnTime', after: 'finishedLate' } as const;

/** @param dueAt by which it is held against an instant; none while its clock stands still */
export function standingOf(dossier: Filed, dueAt: Instant | undefined, now: Instant): Standing {
  if (dossier.finishedAt && dueAt) return onceFinished[against(dossier.finishedAt, dueAt)];
  if (!filedStatuses[dossier.status].open) return 'ended';
  if (dossier.clock.length === 0) return 'notStarted';
  return dueAt ? whileOpen[against(now, dueAt)] : 'paused';
}

/** What is left of the time, or by how much it is exceeded. */
function distance(standing: Standing, dueAt: Instant, now: Instant, calendar: Calendar) {
  const from = (one: Instant, other: Instant) => inOfficeTime(officeTimeBetween(one, other, calendar));
  if (standing === 'inTime' || standing === 'dueToday') return { left: from(now, dueAt) };
  return standing === 'overdue' ? { overdueBy: from(dueAt, now) } : {};
}

/**
 * The deadline of a dossier at an instant, explained.
 * @param calendar the version by which it was counted
 */
export function deadlineOf(dossier: Dossier, calendar: Calendar, now: Date): DeadlineView {
  const at = toInstant(now);
  const view = { dossierId: dossier.id, asOf: withVietnamOffset(at), explanation: [] };
  const named = (standing: Standing) => ({ standing, standingName: standings[standing] });
  if (dossier.status === 'draft') return { ...view, ...named('notStarted') };
  const reckoning = reckon(dossier.clock, dossier.procedure.processing, calendar);
  const dueAt = dueOf(reckoning);
  const standing = standingOf(dossier, dueAt, at);
  return {
    ...view,
    ...named(standing),
    code: dossier.code,
    explanation: reckoning.lines.map(explained),
    ...(dossier.clock.length > 0 && { calendarVersion: calendar.version }),
    ...(dueAt && { dueAt: withVietnamOffset(dueAt), ...distance(standing, dueAt, at, calendar) }),
  };
}
