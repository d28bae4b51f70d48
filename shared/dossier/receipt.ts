import * as z from 'zod';
import { nameOf } from '../applicant/applicant.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { withVietnamOffset } from '../clock.ts';
import type { AcceptedDocument } from '../document/document.ts';
import { KeptText, Words } from '../text.ts';
import type { Filed } from './dossier.ts';

/** What proves that a dossier was submitted, and with which files. */
export const Receipt = z
  .object({
    dossierId: z.uuid(),
    /** Code for people and for tracking. */
    code: z.string(),
    /** To be sent with the code for tracking, in the body; who holds the receipt may see the status. */
    trackingSecret: z.string(),
    procedure: z.object({
      code: z.string(),
      name: KeptText,
      agency: z.string(),
    }),
    applicantName: KeptName,
    /** With offset, `+07:00`. */
    submittedAt: z.iso.datetime({ offset: true }),
    delivery: z.enum(['desk', 'online', 'post']),
    documents: z.array(
      z.object({
        documentId: z.uuid(),
        paperId: z.string(),
        name: Words,
        sizeBytes: z.int(),
        sha256: z.string(),
        contentType: z.string(),
      }),
    ),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

/** The receipt of a dossier that has just been filed with these documents. */
export const receiptFor = (
  dossier: Filed,
  documents: readonly AcceptedDocument[],
  trackingSecret: string,
): Receipt => ({
  dossierId: dossier.id,
  code: dossier.code,
  trackingSecret,
  procedure: {
    code: dossier.procedure.code,
    name: dossier.procedure.name,
    agency: dossier.procedure.agency,
  },
  applicantName: nameOf(dossier.form.applicant),
  submittedAt: withVietnamOffset(dossier.submittedAt),
  delivery: dossier.form.delivery.channel,
  documents: documents.map(({ documentId, paperId, name, sizeBytes, sha256, contentType }) => ({
    documentId,
    paperId,
    name,
    sizeBytes,
    sha256,
    contentType,
  })),
});
