import * as z from 'zod';
import { KeptText } from '../text.ts';
import { type Grouping, grouped, type Line, spanOf } from './census.ts';
import { type Figures, figuresOf } from './figures.ts';

/** The reports of the one-stop system (mẫu II.06a, II.07a): by agency, and by field. */
export const reportForms = ['06a', '07a'] as const;
export type ReportForm = (typeof reportForms)[number];

const rowsBy = { '06a': 'agency', '07a': 'field' } as const satisfies Record<ReportForm, Grouping>;

const columns = {
  /** All that was to be resolved in the period. */
  received: z.object({
    total: z.int(),
    online: z.int(),
    /** At a desk, or by the public post. */
    deskOrPost: z.int(),
    carriedOver: z.int(),
  }),
  resolved: z.object({ total: z.int(), early: z.int(), onTime: z.int(), overdue: z.int() }),
  inProgress: z.object({ total: z.int(), withinTime: z.int(), overdue: z.int() }),
  /** Bổ sung: waits for the applicant. Only in 07a; 06a has these in progress. */
  supplementing: z.int().optional(),
  /** Trả lại: ended without a result. */
  handedBack: z.int(),
};

/** A row of a report. received = resolved + in progress (+ supplementing) + handed back. */
export const ReportRow = z.object({ key: z.string(), name: KeptText, ...columns }).meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof ReportRow>;

/** The columns of a report, as figures fill them. */
function columnsOf(figures: Figures, form: ReportForm): Omit<ReportRow, 'key' | 'name'> {
  const { received, carriedOver, resolved, inProgress, handedBack } = figures;
  const apart = form === '07a' ? inProgress.waiting : 0;
  return {
    received: {
      total: received.total + carriedOver,
      online: received.online,
      deskOrPost: received.desk + received.post,
      carriedOver,
    },
    resolved,
    inProgress: {
      total: inProgress.total - apart,
      withinTime: inProgress.withinTime - apart,
      overdue: inProgress.overdue,
    },
    ...(form === '07a' && { supplementing: apart }),
    handedBack,
  };
}

const total = { key: 'total', name: { vi: 'Tổng số', en: 'Total' } };

/** A report: its rows, and their total. */
export function reportOf(lines: readonly Line[], form: ReportForm) {
  const row = (of: readonly Line[]) => columnsOf(figuresOf(spanOf(of)), form);
  return {
    rows: grouped(lines, rowsBy[form]).map(({ key, name, lines: ofRow }) => ({ key, name, ...row(ofRow) })),
    total: { ...total, ...row(lines) },
  };
}
