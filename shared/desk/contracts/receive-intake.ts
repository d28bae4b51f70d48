import * as z from 'zod';
import { FullName, PersonalId, Phone } from '../../applicant/identifiers.ts';
import { DossierPath } from '../../dossier/paths.ts';
import { Receipt } from '../../dossier/receipt.ts';
import { DossierView } from '../../dossier/view.ts';
import { operation } from '../../http/operation.ts';
import { CountedPaper, MOST_COUNTED } from '../../procedure/counted.ts';

/** What the desk says of the papers that it takes in. */
const Taken = z.strictObject({
  papers: z.array(CountedPaper).max(MOST_COUNTED),
  /** Số bộ. */
  sets: z.int().min(1).max(99).default(1),
  /** Who brought them for the applicant. */
  proxy: z.strictObject({ fullName: FullName, personalId: PersonalId, phone: Phone.optional() }).optional(),
  /** The signed record by which the post handed them over. */
  handOver: z
    .strictObject({
      record: z.string().trim().min(1).max(60),
      signedAt: z.iso.datetime({ offset: true }),
    })
    .optional(),
});
export type Taken = z.infer<typeof Taken>;

/** What is told of a reception besides its receipt, which has a place of its own. */
export const Received = z.object({ dossier: DossierView });

export const receiveIntake = operation({
  id: 'receive-intake',
  area: 'desk',
  method: 'POST',
  path: '/v1/dossiers/{dossierId}/reception',
  summary: { vi: 'Tiếp nhận hồ sơ giấy', en: 'Receive a dossier on paper' },
  description:
    'One transaction: the papers are counted, the dossier is filed and received, its clock starts, and the receipt says when the result is due (form 01). By post it counts as filed when the hand-over record was signed.',
  callers: { officers: ['deskOfficer'] },
  writes: 'change',
  params: DossierPath,
  body: Taken,
  status: 201,
  output: Received.extend({ receipt: Receipt }),
  etag: true,
  problems: [
    'dossier-not-found',
    'procedure-not-found',
    'form-invalid',
    'papers-incomplete',
    'transition-not-allowed',
    'day-full',
    'calendar-ends',
  ],
  touches: { table: ['get', 'query', 'put'] },
  examples: {
    request: {
      papers: [
        { paperId: 'application-form', originals: 1, copies: 0 },
        { paperId: 'identity-copy', originals: 0, copies: 1 },
      ],
      sets: 1,
    },
  },
});
