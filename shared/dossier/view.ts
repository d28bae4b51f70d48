import * as z from 'zod';
import { type LocalDate, withVietnamOffset } from '../clock.ts';
import { type Document, rejections } from '../document/document.ts';
import type { Caller } from '../http/caller.ts';
import { type Dossier, Filed, Form, ProcedureOfDossier, Supplement } from './dossier.ts';
import { applicantName } from './receipt.ts';
import { allowedActions } from './rules.ts';
import { filedStatuses, filedStatusNames } from './status.ts';
import type { DossierFile } from './store.ts';
import { type Action, actionNames } from './transitions.ts';

const Name = z.object({ vi: z.string(), en: z.string() });
const localTime = z.iso.datetime({ offset: true });

/** The status of a dossier as every answer carries it. */
const state = {
  id: z.uuid(),
  version: z.int(),
  status: z.enum(['draft', ...filedStatusNames]),
  /** Code 1-10 and name of the national portal; null for a draft, which is known to nobody. */
  nationalStatus: z.object({ code: z.int().min(1).max(10), name: Name }).nullable(),
  /** What this caller may do with the dossier now. */
  allowedActions: z.array(z.enum(actionNames)),
  code: z.string().optional(),
  procedure: ProcedureOfDossier.pick({ code: true, name: true, agency: true }),
  createdAt: localTime,
  submittedAt: localTime.optional(),
  dueAt: localTime.optional(),
};

/** A document as its dossier shows it. */
export const DocumentView = z
  .object({
    documentId: z.uuid(),
    paperId: z.string(),
    name: z.string(),
    sizeBytes: z.int(),
    sha256: z.string(),
    contentType: z.string(),
    state: z.enum(['declared', 'accepted', 'rejected']),
    filed: z.boolean(),
    /** Why it was rejected, and what to do. */
    rejection: z.object({ code: z.string(), message: Name }).optional(),
  })
  .meta({ id: 'Document' });
export type DocumentView = z.infer<typeof DocumentView>;

/** A dossier in a list. */
export const DossierSummary = z
  .object({ ...state, applicantName: z.string().optional() })
  .meta({ id: 'DossierSummary' });
export type DossierSummary = z.infer<typeof DossierSummary>;

/** A dossier with all that its owner and its agency may see. */
export const DossierView = z
  .object({
    ...state,
    form: Form.optional(),
    documents: z.array(DocumentView),
    receivedAt: localTime.optional(),
    finishedAt: localTime.optional(),
    returnedAt: localTime.optional(),
    reason: z.string().optional(),
    supplement: Supplement.omit({ requestedAt: true }).optional(),
    payment: Filed.shape.payment,
    shipments: z.array(
      z.object({
        reference: z.string(),
        itemCode: z.string(),
        status: z.string(),
        attempts: z.int(),
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

/** The status part of a dossier for this caller on this local day. */
function stateOf(dossier: Dossier, actions: readonly Action[]) {
  const { id, version, status, procedure, createdAt } = dossier;
  const { code, name, agency } = procedure;
  const shown = {
    id,
    version,
    status,
    nationalStatus: null,
    allowedActions: [...actions],
    procedure: { code, name, agency },
    createdAt: withVietnamOffset(createdAt),
  };
  if (dossier.status === 'draft') return shown;
  const { national, name: statusName } = filedStatuses[dossier.status];
  return {
    ...shown,
    nationalStatus: { code: national, name: statusName },
    code: dossier.code,
    submittedAt: withVietnamOffset(dossier.submittedAt),
    dueAt: dossier.dueAt && withVietnamOffset(dossier.dueAt),
  };
}

export const summaryOf = (dossier: Dossier, caller: Caller, day: LocalDate): DossierSummary => ({
  ...stateOf(dossier, allowedActions(dossier, caller, day)),
  applicantName: dossier.form && applicantName(dossier.form),
});

export function viewOf({ dossier, documents }: DossierFile, caller: Caller, day: LocalDate): DossierView {
  const shown = {
    ...stateOf(dossier, allowedActions(dossier, caller, day)),
    form: dossier.form,
    documents: documents.map(viewOfDocument),
    shipments: [],
  };
  if (dossier.status === 'draft') return shown;
  const { receivedAt, finishedAt, returnedAt, reason, supplement, payment, shipments } = dossier;
  return {
    ...shown,
    receivedAt: receivedAt && withVietnamOffset(receivedAt),
    finishedAt: finishedAt && withVietnamOffset(finishedAt),
    returnedAt: returnedAt && withVietnamOffset(returnedAt),
    reason,
    supplement,
    payment,
    shipments: shipments.map(({ reference, itemCode, status, attempts }) => ({
      reference,
      itemCode,
      status,
      attempts,
    })),
  };
}
