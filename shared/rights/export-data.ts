import * as z from 'zod';
import { PublicActor } from '../actor.ts';
import { KeptName } from '../applicant/identifiers.ts';
import { Sha256 } from '../document/document.ts';
import { Decision } from '../dossier/decision.ts';
import { Submitter } from '../dossier/dossier.ts';
import { Receipt } from '../dossier/receipt.ts';
import { DossierView, ResultView } from '../dossier/view.ts';
import { FeedbackView } from '../feedback/feedback.ts';
import { PreferencesView } from '../notification/preferences-view.ts';
import { NotificationView } from '../notification/view.ts';
import { PaymentsView } from '../paying/contracts/read-payments.ts';
import { Rating } from '../rating/rating.ts';
import { KeptReport } from '../shipment/store.ts';
import { KeptText, Words } from '../text.ts';
import { ConsentView } from './consent-view.ts';
import { Export } from './export.ts';

/** Rises when what a copy says changes in a way that a reader of the version before would stumble over. */
export const SCHEMA_VERSION = 1;

const localTime = z.iso.datetime({ offset: true });

/** A file of the archive: of a paper that was examined, a result that was given out, or a sheet that was made. */
const ExportedFile = z.object({
  /** In the archive, or in another of the same copy: made of ids. */
  path: z.string(),
  kind: z.enum(['paper', 'result', 'sheet']),
  /** What it is called: by whoever sent it, by its register, or by its form. */
  name: Words,
  sizeBytes: z.int(),
  sha256: Sha256,
});

/** What its owner sees of a dossier, without what may be done with it now, and without the names of officers. */
const ExportedView = DossierView.omit({
  allowedActions: true,
  assignee: true,
  attention: true,
  work: true,
  apologyDraft: true,
  resultFiles: true,
})
  .extend({
    submitter: Submitter.omit({ personalId: true }).optional(),
    decision: Decision.omit({ signer: true }).optional(),
    results: z.array(ResultView.omit({ signer: true })).optional(),
  })
  .meta({ id: 'ExportedView' });

/** All that is held of one dossier. */
export const ExportedDossier = z
  .object({
    dossier: ExportedView,
    /** With the secret by which whoever has it follows the dossier. Absent of a draft. */
    receipt: Receipt.optional(),
    /** Oldest first. */
    history: z.array(
      z.object({
        sequence: z.int(),
        event: z.string(),
        status: z.string(),
        occurredAt: localTime,
        reason: Words.optional(),
        actor: PublicActor,
      }),
    ),
    /** Which offices read it, where its procedure is sensitive. */
    readings: z.array(
      z.object({ at: localTime, agency: z.string(), role: z.string(), purpose: z.string().optional() }),
    ),
    notifications: z.array(NotificationView),
    feedback: z.array(FeedbackView),
    rating: Rating.pick({ grade: true, comment: true }).extend({ at: localTime }).optional(),
    payments: PaymentsView.shape.items,
    /** What the post reported of its shipments. */
    reports: z.array(
      KeptReport.shape.report.pick({ itemCode: true, occurredAt: true, status: true, reason: true }),
    ),
    /** To what its owner agreed when an earlier result was used as a paper: to which wording, and when. */
    consents: z.array(
      z.object({ documentId: z.uuid(), resultCode: z.string(), version: z.int(), at: localTime }),
    ),
    files: z.array(ExportedFile),
  })
  .meta({ id: 'ExportedDossier' });
export type ExportedDossier = z.infer<typeof ExportedDossier>;

/** A dossier that the account filed for another: what is in it is of that other person. */
export const FiledForAnother = z.object({
  code: z.string(),
  procedure: z.object({ code: z.string(), name: KeptText }),
  submittedAt: localTime,
  /** Who filed it, as the identity provider stated it. */
  submitter: Submitter.optional(),
});
export type FiledForAnother = z.infer<typeof FiledForAnother>;

/** What stands in `data-<number>.json` of each archive of a copy. */
export const ExportData = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  exportId: z.uuid(),
  /** Which archive of the copy this is. */
  archive: z.int().min(1),
  /** Whether none follows. */
  isLast: z.boolean(),
  madeAt: localTime,
  account: Export.shape.account.extend({ name: KeptName }),
  /** How the account wants to be told, and at which further addresses. */
  preferences: PreferencesView,
  /** What rests on its consent, and all that it ever said to it. */
  consents: z.array(ConsentView),
  /** Oldest first. */
  dossiers: z.array(ExportedDossier),
  filedForOthers: z.array(FiledForAnother),
  /** Kinds of what the system keeps that are in no copy, and why. */
  leftOut: z.array(z.object({ kind: z.string(), why: KeptText })),
});
export type ExportData = z.infer<typeof ExportData>;
