import * as documents from './document/contracts.ts';
import { applyTransition } from './dossier/contracts/apply-transition.ts';
import { createDraft } from './dossier/contracts/create-draft.ts';
import { declareDocument } from './dossier/contracts/declare-document.ts';
import { fillForm } from './dossier/contracts/fill-form.ts';
import { listOwnDossiers } from './dossier/contracts/list-own-dossiers.ts';
import { listWorklist } from './dossier/contracts/list-worklist.ts';
import { openDocument } from './dossier/contracts/open-document.ts';
import { readDossier } from './dossier/contracts/read-dossier.ts';
import { readReceipt } from './dossier/contracts/read-receipt.ts';
import { removeDocument } from './dossier/contracts/remove-document.ts';
import { submitDossier } from './dossier/contracts/submit-dossier.ts';
import { trackDossier } from './dossier/contracts/track-dossier.ts';
import { publishEvents } from './event/contracts.ts';
import type { Worker } from './event/worker.ts';
import type { Operation } from './http/operation.ts';
import { notifyApplicant } from './notification/contracts.ts';
import { orderDelivery, receivePostalCallback } from './postal/contracts.ts';
import * as procedures from './procedure/contracts.ts';
import * as reference from './reference/contracts.ts';

/** Every operation of the API by its name, in the order in which the description shows them. */
export const api = {
  listProcedures: procedures.listProcedures,
  readProcedure: procedures.readProcedure,
  listAgencies: procedures.listAgencies,
  listUnits: procedures.listUnits,
  createDraft,
  fillForm,
  declareDocument,
  removeDocument,
  openDocument,
  submitDossier,
  readReceipt,
  readDossier,
  listOwnDossiers,
  listWorklist,
  applyTransition,
  trackDossier,
  receivePostalCallback,
  readOpenApi: reference.readOpenApi,
  readReference: reference.readReference,
  readReferenceScript: reference.readReferenceScript,
};

export const operations: readonly Operation[] = Object.values(api);

/** Every function that is no operation of the API. */
export const workers: readonly Worker[] = [
  publishEvents,
  documents.examineDocument,
  documents.sweepDocuments,
  documents.keepDocuments,
  notifyApplicant,
  orderDelivery,
];
