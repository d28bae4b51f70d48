import * as z from 'zod';
import { type LocalDate, localDateOf } from '../clock.ts';
import { addDays } from '../deadline/calendar.ts';
import { lawOn } from '../law/law.ts';
import { Words } from '../text.ts';
import type { Filed } from './dossier.ts';

/** A draft of form 04: what the action `reappoint` takes as it is, or bettered. */
export const ApologyDraft = z
  .object({
    reason: Words,
    /** The local day that it proposes. */
    newDate: z.iso.date(),
    /** The last local day on which it can be confirmed (NĐ 61/2018 Điều 19(9)). */
    confirmBy: z.iso.date(),
  })
  .meta({ id: 'ApologyDraft' });
export type ApologyDraft = z.infer<typeof ApologyDraft>;

/** What is true of every result that is not there in time, until its leader says it better. */
const REASON = 'Hồ sơ cần thêm thời gian thẩm tra, xác minh trước khi có kết quả';

/** The draft that a warning has left on a dossier, while it can be confirmed. */
export function apologyDraftOf(
  { dueAt, warning }: Pick<Filed, 'dueAt' | 'warning'>,
  day: LocalDate,
): ApologyDraft | undefined {
  if (!dueAt || warning?.dueAt !== dueAt || !warning.proposedDate) return undefined;
  const confirmBy = addDays(localDateOf(dueAt), -lawOn('apologyDays', day).value);
  return day > confirmBy ? undefined : { reason: REASON, newDate: warning.proposedDate, confirmBy };
}
