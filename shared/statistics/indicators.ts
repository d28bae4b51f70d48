import * as z from 'zod';
import type { ProcedureSummary } from '../procedure/procedure.ts';
import { KeptText } from '../text.ts';
import { type Line, spanOf } from './census.ts';
import { figuresOf } from './figures.ts';
import { quotient, Share, shareOf } from './ratio.ts';

/** An indicator of QĐ 766/QĐ-TTg (23/6/2022), or of TT 01/2018/TT-VPCP Điều 13, as far as our data give it. */
export const Indicator = z
  .object({
    /** Its number there, e.g. `2.1`; of the circular `TT01-1`. */
    id: z.string(),
    name: KeptText,
    share: Share.optional(),
    /** Hours, for the one that is a time: two decimals, null where nothing was resolved. */
    hours: z.number().nullable().optional(),
    /** 0 to 2, for those of the circular: of all that were judged by it, one decimal; null where none was. */
    score: z.number().nullable().optional(),
    /** The percentage from which on it has its full score, where the decision sets one. */
    fullFrom: z.number().optional(),
  })
  .meta({ id: 'Indicator' });
export type Indicator = z.infer<typeof Indicator>;

const HOUR = 60;

/**
 * The indicators that counted events and the catalogue give. The others need what is not counted: the synchronisation with
 * the national portal (1.4), which procedures can be paid online (3.5), results and papers as data (4.1-4.5), feedback (5); of the
 * circular all but the time and what applicants say.
 */
export function indicatorsOf(
  lines: readonly Line[],
  procedures: readonly ProcedureSummary[],
): readonly Indicator[] {
  const figures = figuresOf(spanOf(lines));
  const { resolved, inProgress, received, minutes, fees, ratings } = figures;
  const online = procedures.filter(({ serviceLevel }) => serviceLevel >= 3);
  const used = new Set(
    lines.filter((line) => figuresOf(line).received.online > 0).map(({ procedureCode }) => procedureCode),
  );
  return [
    {
      id: '2.1',
      name: { vi: 'Tỷ lệ hồ sơ xử lý đúng hạn', en: 'Handled on time' },
      share: shareOf(
        resolved.early + resolved.onTime + inProgress.withinTime,
        resolved.total + inProgress.total,
      ),
    },
    {
      id: '2.2',
      name: { vi: 'Thời gian xử lý trung bình', en: 'Average handling time' },
      hours: quotient(minutes, resolved.total * HOUR),
    },
    {
      id: '3.1',
      name: { vi: 'Tỷ lệ thủ tục cung cấp dịch vụ công trực tuyến', en: 'Procedures with an online service' },
      share: shareOf(online.length, procedures.length),
      fullFrom: 80,
    },
    {
      id: '3.2',
      name: { vi: 'Tỷ lệ dịch vụ công trực tuyến có phát sinh hồ sơ', en: 'Online services with dossiers' },
      share: shareOf(online.filter(({ code }) => used.has(code)).length, online.length),
    },
    {
      id: '3.3',
      name: { vi: 'Tỷ lệ hồ sơ trực tuyến', en: 'Dossiers filed online' },
      share: shareOf(received.online, received.total),
      fullFrom: 50,
    },
    {
      id: '3.6',
      name: { vi: 'Tỷ lệ thanh toán trực tuyến', en: 'Payments online' },
      share: fees.online,
    },
    {
      id: 'TT01-1',
      name: { vi: 'Thời gian giải quyết so với quy định', en: 'Time of handling, to what is set' },
      score: quotient(2 * resolved.early + resolved.onTime, resolved.total, 1),
    },
    {
      id: 'TT01-7',
      name: { vi: 'Đánh giá của tổ chức, cá nhân', en: 'What applicants say' },
      score: quotient(2 * ratings.verySatisfied + ratings.satisfied, ratings.total, 1),
    },
  ];
}
