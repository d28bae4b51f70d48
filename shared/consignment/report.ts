import * as z from 'zod';
import { Carrier } from '../hand-over/hand-over.ts';
import { CountedPaper, MOST_COUNTED } from '../procedure/counted.ts';
import { AttemptNumber, FailureReason, ofEveryReport } from '../shipment/report.ts';

/** Phiếu gửi hồ sơ as the postman and the sender have both signed it (QĐ 45/2016/QĐ-TTg Điều 6). */
export const Checklist = z.strictObject({
  /** As they counted the papers together, whatever the booking says. */
  papers: z.array(CountedPaper).min(1).max(MOST_COUNTED),
  /** Number of the seal that was put on them in the sender's presence. */
  seal: z.string().regex(/^[\w./-]{1,40}$/),
  clerk: Carrier.omit({ route: true }).strict(),
  signedAt: z.iso.datetime({ offset: true }),
});
export type Checklist = z.infer<typeof Checklist>;

/** Steps of a consignment of which there is no more to say. */
export const plainPassages = ['IN_TRANSIT', 'RETURNED_TO_SENDER', 'LOST', 'CANCELLED'] as const;

/** Steps of which there is: an attempt says its number, a failed one why, and what was collected how it was counted. */
export const collectionReports = [
  z.object({ ...ofEveryReport, status: z.literal('COLLECTING'), attempt: AttemptNumber }),
  z.object({
    ...ofEveryReport,
    status: z.literal('COLLECTION_FAILED'),
    attempt: AttemptNumber,
    reason: FailureReason,
  }),
  z.object({ ...ofEveryReport, status: z.literal('COLLECTED'), checklist: Checklist }),
] as const;

/** What the operator reports of papers that it collects. */
export const ConsignmentReport = z
  .discriminatedUnion('status', [
    z.object({ ...ofEveryReport, status: z.enum(plainPassages) }),
    ...collectionReports,
  ])
  .meta({ id: 'ConsignmentReport' });
export type ConsignmentReport = z.infer<typeof ConsignmentReport>;
