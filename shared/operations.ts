import * as documents from './document/contracts.ts';
import * as dossiers from './dossier/contracts.ts';
import { publishEvents } from './event/contracts.ts';
import type { Worker } from './event/worker.ts';
import type { Operation } from './http/operation.ts';
import { notifyApplicant } from './notification/contracts.ts';
import { orderDelivery, receivePostalCallback } from './postal/contracts.ts';
import * as procedures from './procedure/contracts.ts';
import * as reference from './reference/contracts.ts';

/** Every operation of the API, in the order in which the description shows them. */
export const operations: readonly Operation[] = [
  procedures.listProcedures,
  procedures.readProcedure,
  procedures.listAgencies,
  procedures.listUnits,
  dossiers.createDraft,
  dossiers.fillForm,
  dossiers.declareDocument,
  dossiers.removeDocument,
  dossiers.openDocument,
  dossiers.submitDossier,
  dossiers.readReceipt,
  dossiers.readDossier,
  dossiers.listOwnDossiers,
  dossiers.listWorklist,
  dossiers.applyTransition,
  dossiers.trackDossier,
  receivePostalCallback,
  reference.readOpenApi,
  reference.readReference,
  reference.readReferenceScript,
];

/** Every function that is no operation of the API. */
export const workers: readonly Worker[] = [
  publishEvents,
  documents.examineDocument,
  documents.sweepDocuments,
  documents.keepDocuments,
  notifyApplicant,
  orderDelivery,
];
