import * as z from 'zod';
import { KeptName } from '../applicant/identifiers.ts';
import { Appointment } from '../appointment/appointment.ts';
import { type LocalDate, withVietnamOffset } from '../clock.ts';
import { ConsignmentView, viewOfConsignment } from '../consignment/view.ts';
import { type Document, rejections } from '../document/document.ts';
import type { Caller } from '../http/caller.ts';
import { type Kind, masked } from '../personal.ts';
import { numberOnPaper } from '../result/code.ts';
import { type Result, resultStates, stateOf } from '../result/result.ts';
import { canMove } from '../shipment/movement.ts';
import { movementOf } from '../shipment/movements.ts';
import { FailureReason, failureReasons } from '../shipment/report.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { KeptWish, wishKinds } from '../shipment/wish.ts';
import { ShownReason, shownReason } from '../supplement/reasons.ts';
import { type RequestedItem, ShownItem, Supplement } from '../supplement/supplement.ts';
import { KeptText, Words } from '../text.ts';
import { ActionName } from './actions.ts';
import { ApologyDraft, apologyDraftOf } from './apology-draft.ts';
import { Assignee } from './assignee.ts';
import { channels } from './channel.ts';
import { attentions, type DossierFile, Filed, Submitter, Warning } from './dossier.ts';
import { KeptForm } from './form.ts';
import { Intake } from './intake.ts';
import { allowedActions } from './rules.ts';
import { filedStatuses, filedStatusNames } from './status.ts';
import { stepAt } from './step.ts';
import { type Summary, summaryOf } from './summary.ts';
import { Work, workOf } from './work.ts';

const localTime = z.iso.datetime({ offset: true });

/** A dossier in a list; its status as every answer carries it. */
const state = {
  id: z.uuid(),
  version: z.int(),
  status: z.enum(['draft', ...filedStatusNames]),
  /** Code 1-10 and name of the national portal; null for a draft, which is known to nobody. */
  nationalStatus: z.object({ code: z.int().min(1).max(10), name: KeptText }).nullable(),
  /** What this caller may do with the dossier now. */
  allowedActions: z.array(ActionName),
  code: z.string().optional(),
  procedure: z.object({ code: z.string(), name: KeptText, agency: z.string() }),
  createdAt: localTime,
  submittedAt: localTime.optional(),
  dueAt: localTime.optional(),
  channel: z.enum(channels),
  /** The agency whose desk took it in, where that is not the one that decides. */
  receiving: z.string().optional(),
  /** For officers: who has it in hand. */
  assignee: Assignee.optional(),
  /**
   * What its agency is to look after: the result is due soon or overdue, or a step that leads to it; the post lost it,
   * brought it back, sends it back too early, is silent, refuses the order, or cannot be reached.
   */
  attention: z.enum([...attentions, ...Warning.shape.as.options, 'step-overdue']).optional(),
};

/** A document as its dossier shows it. */
export const DocumentView = z
  .object({
    documentId: z.uuid(),
    paperId: z.string(),
    name: Words,
    sizeBytes: z.int(),
    sha256: z.string(),
    contentType: z.string(),
    state: z.enum(['declared', 'accepted', 'rejected']),
    filed: z.boolean(),
    /** Why it was rejected, and what to do. */
    rejection: z.object({ code: z.string(), message: KeptText }).optional(),
  })
  .meta({ id: 'Document' });
export type DocumentView = z.infer<typeof DocumentView>;

/** A result as its dossier shows it. */
export const ResultView = z
  .object({
    code: z.string(),
    /** Number and symbol, as on paper. */
    numbered: z.string(),
    abstract: Words,
    signedAt: localTime,
    /** Who signed. */
    signer: KeptName,
    sha256: z.string(),
    sizeBytes: z.int(),
    state: z.object({ code: z.enum(['valid', 'replaced', 'revoked']), name: KeptText }),
    /** Code of the result in whose place it stands. */
    replaces: z.string().optional(),
    /** Why it no longer holds, and what stands in its place. */
    end: z
      .object({
        at: localTime,
        reason: Words,
        legalBasis: z.string(),
        replacedWith: z.string().optional(),
      })
      .optional(),
  })
  .meta({ id: 'Result' });
export type ResultView = z.infer<typeof ResultView>;

/** What a supplement asks for, with why and how it is mended. */
export const AskedView = ShownItem.omit({ reason: true })
  .extend({ reason: ShownReason.optional() })
  .meta({ id: 'AskedItem' });

/** A dossier in a list. */
export const DossierSummary = z
  .object({ ...state, applicantName: KeptName.optional() })
  .meta({ id: 'DossierSummary' });
export type DossierSummary = z.infer<typeof DossierSummary>;

/** What is told of a file that a dossier has more. */
export const Declared = z.object({ dossier: DossierSummary, document: DocumentView });
export type Declared = z.infer<typeof Declared>;

/** A dossier with all that its owner and its agency may see. */
export const DossierView = z
  .object({
    ...state,
    form: KeptForm.optional(),
    documents: z.array(DocumentView),
    /** Who files for the applicant, online. */
    submitter: Submitter.optional(),
    /** Of what came in on paper: how it was counted, and who brought it. */
    intake: Intake.omit({ handOver: true })
      .extend({ handOver: z.object({ record: z.string(), signedAt: localTime }).optional() })
      .optional(),
    receivedAt: localTime.optional(),
    finishedAt: localTime.optional(),
    returnedAt: localTime.optional(),
    reason: Filed.shape.reason,
    /** What was issued. */
    decision: Filed.shape.decision,
    /** For officers: the work inside the agency. */
    work: Work.optional(),
    /** How its applicant found it, once it had ended. */
    rating: Filed.shape.rating,
    /** Rounds of supplement, oldest first. */
    supplements: z.array(
      z.object({
        reason: Words,
        items: z.array(AskedView),
        deadline: z.string(),
        requestedAt: localTime,
        answeredAt: localTime.optional(),
        /** What of the answer came on paper, as it was counted over the desk, and the record by which the post handed it over. */
        papers: Supplement.shape.papers,
        handOver: Supplement.shape.handOver,
        /** Whether it went beyond what the law gives: then the dossier counts as overdue. */
        agencyFault: z.boolean().optional(),
      }),
    ),
    /** Requests for payment, oldest first. */
    payments: z.array(
      z.object({
        amountVnd: z.int(),
        deadline: z.string(),
        state: z.string(),
        receiptNo: z.string().optional(),
      }),
    ),
    /** Other due days than the one of the receipt, oldest first: by an extension, or with an apology. Absent where there is none. */
    appointments: z
      .array(
        z.object({
          kind: Appointment.shape.kind,
          reason: Words,
          at: localTime,
          dueBefore: localTime,
          dueAt: localTime,
        }),
      )
      .optional(),
    /** For officers: a draft of form 04, from the warning that the result is due soon until it is too late to confirm. */
    apologyDraft: ApologyDraft.optional(),
    /** Signed results: for its applicant those that were given out. Absent where there is none. */
    results: z.array(ResultView).optional(),
    /** For officers: files that are to become results. Absent where there is none. */
    resultFiles: z.array(DocumentView).optional(),
    /** Papers that the post collects from the applicant, in the order in which that was booked. Absent where there are none. */
    consignments: z.array(ConsignmentView).optional(),
    shipments: z.array(
      z.object({
        reference: z.string(),
        itemCode: z.string().optional(),
        status: z.string(),
        attempts: z.int(),
        /** Delivery attempts that failed. Absent where there is none. */
        failures: z
          .array(z.object({ attempt: z.int(), at: localTime, reason: FailureReason, words: KeptText }))
          .optional(),
        /** That the post sent it back before it had invited as often as the law says. */
        returnedEarly: z.literal(true).optional(),
        /** What its owner asked for last, and what came of it. */
        wish: KeptWish.pick({ kind: true, state: true }).extend({ at: localTime }).optional(),
        /** For its owner: what may be asked of the post now. */
        mayWish: z.array(z.enum(wishKinds)).optional(),
      }),
    ),
  })
  .meta({ id: 'Dossier' });
export type DossierView = z.infer<typeof DossierView>;

export function viewOfDocument(document: Document): DocumentView {
  const { documentId, paperId, name, sizeBytes, sha256, contentType, filed } = document;
  const shown = { documentId, paperId, name, sizeBytes, sha256, contentType, filed, state: document.state };
  if (document.state !== 'rejected') return shown;
  return { ...shown, rejection: { code: document.rejection, message: rejections[document.rejection] } };
}

export const viewOfResult = (result: Result): ResultView => {
  const { code, abstract, signedAt, signedBy, sha256, sizeBytes, replaces, end } = result;
  const state = stateOf(result);
  return {
    code,
    numbered: numberOnPaper(result),
    abstract,
    signedAt: withVietnamOffset(signedAt),
    signer: signedBy.kind === 'officer' ? signedBy.name : result.agency,
    sha256,
    sizeBytes,
    state: { code: state, name: resultStates[state] },
    ...(replaces && { replaces }),
    ...(end && {
      end: {
        at: withVietnamOffset(end.at),
        reason: end.reason,
        legalBasis: end.legalBasis,
        ...(end.kind === 'replaced' && { replacedWith: end.with }),
      },
    }),
  };
};

/** What its owner may ask of the post now. */
const wishesFor = (shipment: Shipment) => wishKinds.filter((kind) => canMove(movementOf(kind), shipment));

const viewOfShipment = (shipment: Shipment) => {
  const { reference, itemCode, status, attempts, failures, returnedEarly, wish } = shipment;
  return {
    reference,
    itemCode,
    status,
    attempts,
    ...(failures.length > 0 && {
      failures: failures.map(({ attempt, at, reason }) => ({
        attempt,
        at: withVietnamOffset(at),
        reason,
        words: failureReasons[reason],
      })),
    }),
    ...(returnedEarly && { returnedEarly }),
    ...(wish && { wish: { kind: wish.kind, state: wish.state, at: withVietnamOffset(wish.at) } }),
  };
};

/** What is asked for, as those see it who are to mend it. */
export const viewOfAsked = ({ id, name, paperId, field, reason, note }: RequestedItem) => ({
  id,
  name,
  paperId,
  field,
  reason: shownReason(reason),
  note,
});

const local = (at: Parameters<typeof withVietnamOffset>[0] | undefined) => at && withVietnamOffset(at);

/** What its agency is to look after: a warning only of the day that is due, or of the step it is at, while the result is not there. */
function attentionOf(summary: Summary): DossierSummary['attention'] {
  const { attention, warning, dueAt, status, lateStep } = summary;
  if (attention || status === 'draft' || status === 'done' || !filedStatuses[status].open) return attention;
  if (warning && warning.dueAt === dueAt) return warning.as;
  return lateStep && lateStep === stepAt(summary) ? 'step-overdue' : undefined;
}

/** A dossier in a list, for this caller on this local day. */
export function viewOfSummary(summary: Summary, caller: Caller, day: LocalDate): DossierSummary {
  const { id, version, status, procedure, createdAt, submittedAt, dueAt, channel, applicantName } = summary;
  const { receiving, assignee } = summary;
  const { code, name, agency } = procedure;
  const national = status === 'draft' ? null : filedStatuses[status];
  return {
    id,
    version,
    status,
    nationalStatus: national && { code: national.national, name: national.name },
    allowedActions: [...allowedActions({ ...summary, status }, caller, day)],
    procedure: { code, name, agency },
    createdAt: withVietnamOffset(createdAt),
    code: summary.code,
    submittedAt: local(submittedAt),
    dueAt: local(dueAt),
    channel,
    applicantName,
    attention: attentionOf(summary),
    receiving: receiving === agency ? undefined : receiving,
    ...(caller.kind === 'officer' && { assignee }),
  };
}

/** A dossier with its parts, as it stands for this caller on this local day. */
export function viewOf(file: DossierFile, caller: Caller, day: LocalDate): DossierView {
  const { dossier, documents, supplements, appointments, payments, shipments } = file;
  const isOfficer = caller.kind === 'officer';
  const results = file.results.filter(({ releasedAt }) => isOfficer || releasedAt);
  const { applicantName: _, ...shown } = viewOfSummary(summaryOf(dossier), caller, day);
  const view = {
    ...shown,
    form: dossier.form,
    documents: documents.map(viewOfDocument),
    supplements: supplements.map(
      ({ reason, items, deadline, requestedAt, answeredAt, papers, handOver, agencyFault }) => ({
        reason,
        items: items.map(viewOfAsked),
        deadline,
        requestedAt: withVietnamOffset(requestedAt),
        answeredAt: local(answeredAt),
        papers,
        handOver,
        agencyFault,
      }),
    ),
    payments: payments.map(({ amountVnd, deadline, state: how, receiptNo }) => ({
      amountVnd,
      deadline,
      state: how,
      receiptNo,
    })),
    ...(appointments.length > 0 && {
      appointments: appointments.map(({ kind, reason, at, dueBefore, dueAt }) => ({
        kind,
        reason,
        at: withVietnamOffset(at),
        dueBefore: withVietnamOffset(dueBefore),
        dueAt: withVietnamOffset(dueAt),
      })),
    }),
    ...(results.length > 0 && { results: results.map(viewOfResult) }),
    ...(isOfficer && file.resultFiles.length > 0 && { resultFiles: file.resultFiles.map(viewOfDocument) }),
    ...(file.consignments.length > 0 && { consignments: file.consignments.map(viewOfConsignment) }),
    shipments: shipments.map((shipment, place) => ({
      ...viewOfShipment(shipment),
      ...(caller.kind === 'applicant' && place === shipments.length - 1 && { mayWish: wishesFor(shipment) }),
    })),
  };
  if (dossier.status === 'draft') return view;
  const { submitter, intake, receivedAt, finishedAt, returnedAt, reason, decision, rating } = dossier;
  return {
    ...view,
    submitter,
    intake: intake && {
      ...intake,
      handOver: intake.handOver && {
        ...intake.handOver,
        signedAt: withVietnamOffset(intake.handOver.signedAt),
      },
    },
    apologyDraft: caller.kind === 'officer' ? apologyDraftOf(dossier, day) : undefined,
    receivedAt: local(receivedAt),
    finishedAt: local(finishedAt),
    returnedAt: local(returnedAt),
    reason,
    decision,
    ...(caller.kind === 'officer' && { work: workOf({ ...file, dossier }) }),
    rating,
  };
}

/** What an agency that is only asked for its opinion is to know of persons: who it is about, not how they are reached or proven. */
const shownToAsked: readonly Kind[] = ['personName', 'account', 'answer', 'words'];

/**
 * The same for who came to read it: an agency that is asked sees no more of persons than its opinion takes (NĐ 13/2023/NĐ-CP
 * Điều 3(4)).
 */
export function viewForReader(file: DossierFile, caller: Caller, day: LocalDate): DossierView {
  const view = viewOf(file, caller, day);
  const { procedure, receiving } = file.dossier;
  const isOfAgency =
    caller.kind !== 'officer' || caller.agency === procedure.agency || caller.agency === receiving;
  return isOfAgency ? view : masked(DossierView, view, shownToAsked);
}
