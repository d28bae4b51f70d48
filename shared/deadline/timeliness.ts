import { type Instant, localDateOf } from '../clock.ts';
import type { Text } from '../text.ts';

/** How an end stands to its due time, as control sheets and reports say it. */
export const timelinesses = {
  early: { vi: 'Trước hạn', en: 'Early' },
  onTime: { vi: 'Đúng hạn', en: 'On time' },
  overdue: { vi: 'Quá hạn', en: 'Overdue' },
} as const satisfies Record<string, Text>;

export type Timeliness = keyof typeof timelinesses;

/** Early is before the due day, on time on it, overdue after the due time (TT 01/2018/TT-VPCP, form 05). */
export function timelinessOf(endedAt: Instant, dueAt: Instant): Timeliness {
  if (endedAt > dueAt) return 'overdue';
  return localDateOf(endedAt) < localDateOf(dueAt) ? 'early' : 'onTime';
}
