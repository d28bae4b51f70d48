import * as z from 'zod';
import { KeptName, KeptNumber, KeptPhone } from '../applicant/identifiers.ts';
import { StoredInstant } from '../instant.ts';

/** What a proxy brings: counted under this id where the procedure lists no paper of the kind. */
export const AUTHORISATION = { id: 'authorisation', name: { vi: 'Giấy ủy quyền', en: 'Authorisation' } };

/** What a desk has written down of papers that it took in: all that a receipt of form 01 says beyond the form itself. */
export const Intake = z.object({
  /** Who brought them, when it is not the applicant (NĐ 61/2018 Điều 6(2)(b)). */
  proxy: z.object({ fullName: KeptName, personalId: KeptNumber, phone: KeptPhone.optional() }).optional(),
  /** Papers as they were counted over the desk. */
  papers: z.array(z.object({ paperId: z.string(), originals: z.int(), copies: z.int() })),
  /** Số bộ: how many sets of them. */
  sets: z.int(),
  /** The record by which the post handed them over, and when it was signed: the time of filing (QĐ 45/2016 Điều 7). */
  handOver: z.object({ record: z.string(), signedAt: StoredInstant }).optional(),
});
export type Intake = z.infer<typeof Intake>;
