import {
  listAgencies,
  listProcedures,
  listSupplementReasons,
  listUnits,
  readProcedure,
} from './catalogue/contracts.ts';
import { answerFeedback } from './control/contracts/answer-feedback.ts';
import { applyCalendar } from './control/contracts/apply-calendar.ts';
import { changeCalendar } from './control/contracts/change-calendar.ts';
import { listCalendarVersions } from './control/contracts/list-calendar-versions.ts';
import { listFeedback } from './control/contracts/list-feedback.ts';
import { listReadings } from './control/contracts/list-readings.ts';
import { previewCalendar } from './control/contracts/preview-calendar.ts';
import { readCalendar } from './control/contracts/read-calendar.ts';
import { sealLog } from './control/contracts/seal-log.ts';
import { watchReadings } from './control/contracts/watch-readings.ts';
import { answerConsultation } from './desk/contracts/answer-consultation.ts';
import { applyTransition } from './desk/contracts/apply-transition.ts';
import { assignDossiers } from './desk/contracts/assign-dossiers.ts';
import { countWorklists } from './desk/contracts/count-worklists.ts';
import { endAbsence } from './desk/contracts/end-absence.ts';
import { endSilentConsultations } from './desk/contracts/end-silent-consultations.ts';
import { endUnpaid } from './desk/contracts/end-unpaid.ts';
import { followSupplements } from './desk/contracts/follow-supplements.ts';
import { listAbsences } from './desk/contracts/list-absences.ts';
import { listWorklist } from './desk/contracts/list-worklist.ts';
import { openIntake } from './desk/contracts/open-intake.ts';
import { previewSupplement } from './desk/contracts/preview-supplement.ts';
import { receiveIntake } from './desk/contracts/receive-intake.ts';
import { recordAbsence } from './desk/contracts/record-absence.ts';
import { searchDossiers } from './desk/contracts/search-dossiers.ts';
import { watchDueDays } from './desk/contracts/watch-due-days.ts';
import { makeExport } from './errand/contracts/make-export.ts';
import { publishEvents } from './event/contracts.ts';
import type { Worker } from './event/worker.ts';
import { examineDocument, keepDocuments, sweepDocuments } from './examination/contracts.ts';
import { changeSubscription } from './feed/contracts/change-subscription.ts';
import { listDossierEvents } from './feed/contracts/list-dossier-events.ts';
import { listEvents } from './feed/contracts/list-events.ts';
import { readSubscription } from './feed/contracts/read-subscription.ts';
import { replayEvents } from './feed/contracts/replay-events.ts';
import { testSubscription } from './feed/contracts/test-subscription.ts';
import { createDraft } from './filing/contracts/create-draft.ts';
import { declareDocument } from './filing/contracts/declare-document.ts';
import { fillForm } from './filing/contracts/fill-form.ts';
import { listOwnDossiers } from './filing/contracts/list-own-dossiers.ts';
import { openDocument } from './filing/contracts/open-document.ts';
import { readDeadline } from './filing/contracts/read-deadline.ts';
import { readDossier } from './filing/contracts/read-dossier.ts';
import { readHistory } from './filing/contracts/read-history.ts';
import { readReceipt } from './filing/contracts/read-receipt.ts';
import { removeDocument } from './filing/contracts/remove-document.ts';
import { submitDossier } from './filing/contracts/submit-dossier.ts';
import type { Operation } from './http/operation.ts';
import { declareResult } from './issuing/contracts/declare-result.ts';
import { listOwnResults } from './issuing/contracts/list-own-results.ts';
import { listResults } from './issuing/contracts/list-results.ts';
import { openResult } from './issuing/contracts/open-result.ts';
import { reuseResult } from './issuing/contracts/reuse-result.ts';
import { signResult } from './issuing/contracts/sign-result.ts';
import { confirmAddress } from './notification/contracts/confirm-address.ts';
import { followMail } from './notification/contracts/follow-mail.ts';
import { listNotifications } from './notification/contracts/list-notifications.ts';
import { notifyApplicant } from './notification/contracts/notify-applicant.ts';
import { readPreferences } from './notification/contracts/read-preferences.ts';
import { receivePushCallback } from './notification/contracts/receive-push-callback.ts';
import { receiveSmsCallback } from './notification/contracts/receive-sms-callback.ts';
import { sendDigests } from './notification/contracts/send-digests.ts';
import { setPreferences } from './notification/contracts/set-preferences.ts';
import { closeDrawer } from './paying/contracts/close-drawer.ts';
import { endFeeReceipt } from './paying/contracts/end-fee-receipt.ts';
import { endTransfer } from './paying/contracts/end-transfer.ts';
import { explainDifference } from './paying/contracts/explain-difference.ts';
import { followPayments } from './paying/contracts/follow-payments.ts';
import { listReconciliations } from './paying/contracts/list-reconciliations.ts';
import { listTransfers } from './paying/contracts/list-transfers.ts';
import { quoteFees } from './paying/contracts/quote-fees.ts';
import { readCash } from './paying/contracts/read-cash.ts';
import { readPayments } from './paying/contracts/read-payments.ts';
import { receiveBankCallback } from './paying/contracts/receive-bank-callback.ts';
import { receiveDvcqgCallback } from './paying/contracts/receive-dvcqg-callback.ts';
import { receiveVnpayCallback } from './paying/contracts/receive-vnpay-callback.ts';
import { reconcilePayments } from './paying/contracts/reconcile-payments.ts';
import { recordRefund } from './paying/contracts/record-refund.ts';
import { startPayment } from './paying/contracts/start-payment.ts';
import { startTransfer } from './paying/contracts/start-transfer.ts';
import { takeOverCash } from './paying/contracts/take-over-cash.ts';
import { comparePortal } from './portal/contracts/compare-portal.ts';
import { mendDrift } from './portal/contracts/mend-drift.ts';
import { readDrift } from './portal/contracts/read-drift.ts';
import { receivePortalFiling } from './portal/contracts/receive-portal-filing.ts';
import { syncPortal } from './portal/contracts/sync-portal.ts';
import { bookConsignment, cancelConsignment, listConsignments } from './postal/consignment-contracts.ts';
import { changeDelivery, orderDelivery, receivePostalCallback, retryDeliveries } from './postal/contracts.ts';
import { changeHandOver, listHandOvers, openHandOver, readHandOver } from './postal/hand-over-contracts.ts';
import { readAsyncApi, readOpenApi, readReference, readReferenceScript } from './reference/contracts.ts';
import { changeHold } from './retention/contracts/change-hold.ts';
import { decideDestructionList } from './retention/contracts/decide-destruction-list.ts';
import { destroyDossiers } from './retention/contracts/destroy-dossiers.ts';
import { drawDestructionList } from './retention/contracts/draw-destruction-list.ts';
import { listDestructionLists } from './retention/contracts/list-destruction-lists.ts';
import { readDestructionList } from './retention/contracts/read-destruction-list.ts';
import { readHold } from './retention/contracts/read-hold.ts';
import { changeConsent } from './rights/contracts/change-consent.ts';
import { readConsents } from './rights/contracts/read-consents.ts';
import { readDeletion } from './rights/contracts/read-deletion.ts';
import { readExport } from './rights/contracts/read-export.ts';
import { requestDeletion } from './rights/contracts/request-deletion.ts';
import { requestExport } from './rights/contracts/request-export.ts';
import { openClosingSheet } from './sheets/contracts/open-closing-sheet.ts';
import { openHandOverSheet } from './sheets/contracts/open-hand-over-sheet.ts';
import { openRegister } from './sheets/contracts/open-register.ts';
import { openSheet } from './sheets/contracts/open-sheet.ts';
import { comparePeriods } from './statistics/contracts/compare-periods.ts';
import { listCandidates } from './statistics/contracts/list-candidates.ts';
import { listCountedDossiers } from './statistics/contracts/list-counted-dossiers.ts';
import { projectEvents } from './statistics/contracts/project-events.ts';
import { readCatalogueFigures } from './statistics/contracts/read-catalogue-figures.ts';
import { readDashboard } from './statistics/contracts/read-dashboard.ts';
import { readExtract } from './statistics/contracts/read-extract.ts';
import { readFigures } from './statistics/contracts/read-figures.ts';
import { readIndicators } from './statistics/contracts/read-indicators.ts';
import { readReport } from './statistics/contracts/read-report.ts';
import { readRevenue } from './statistics/contracts/read-revenue.ts';
import { requestExtract } from './statistics/contracts/request-extract.ts';
import { listDossierFeedback } from './tracking/contracts/list-dossier-feedback.ts';
import { rateByReceipt } from './tracking/contracts/rate-by-receipt.ts';
import { rateDossier } from './tracking/contracts/rate-dossier.ts';
import { readTimeline } from './tracking/contracts/read-timeline.ts';
import { readTrackingPage } from './tracking/contracts/read-tracking-page.ts';
import { sendFeedback } from './tracking/contracts/send-feedback.ts';
import { trackDossier } from './tracking/contracts/track-dossier.ts';
import { readVerificationPage } from './verification/contracts/read-verification-page.ts';
import { verifyPaper } from './verification/contracts/verify-paper.ts';

/** Every operation of the API by its name, in the order in which the description shows them. */
export const api = {
  listProcedures,
  readProcedure,
  listAgencies,
  listUnits,
  listSupplementReasons,
  quoteFees,
  createDraft,
  fillForm,
  declareDocument,
  removeDocument,
  openDocument,
  submitDossier,
  readReceipt,
  readDossier,
  readDeadline,
  readHistory,
  listOwnDossiers,
  openIntake,
  receiveIntake,
  listWorklist,
  countWorklists,
  searchDossiers,
  applyTransition,
  assignDossiers,
  answerConsultation,
  recordAbsence,
  endAbsence,
  listAbsences,
  previewSupplement,
  declareResult,
  signResult,
  openResult,
  listResults,
  listOwnResults,
  reuseResult,
  startPayment,
  startTransfer,
  readPayments,
  recordRefund,
  explainDifference,
  listReconciliations,
  listTransfers,
  endTransfer,
  endFeeReceipt,
  readCash,
  closeDrawer,
  takeOverCash,
  openSheet,
  openRegister,
  openHandOverSheet,
  openClosingSheet,
  listEvents,
  listDossierEvents,
  readSubscription,
  changeSubscription,
  replayEvents,
  testSubscription,
  listReadings,
  readCalendar,
  listCalendarVersions,
  previewCalendar,
  changeCalendar,
  listFeedback,
  answerFeedback,
  readTimeline,
  listNotifications,
  readPreferences,
  setPreferences,
  confirmAddress,
  sendFeedback,
  listDossierFeedback,
  rateDossier,
  trackDossier,
  rateByReceipt,
  readTrackingPage,
  verifyPaper,
  readVerificationPage,
  requestExport,
  readExport,
  readConsents,
  changeConsent,
  readDeletion,
  requestDeletion,
  changeDelivery,
  bookConsignment,
  cancelConsignment,
  listConsignments,
  openHandOver,
  changeHandOver,
  readHandOver,
  listHandOvers,
  drawDestructionList,
  decideDestructionList,
  readDestructionList,
  listDestructionLists,
  changeHold,
  readHold,
  receivePostalCallback,
  receiveSmsCallback,
  receivePushCallback,
  receivePortalFiling,
  readDrift,
  mendDrift,
  readCatalogueFigures,
  readFigures,
  comparePeriods,
  readReport,
  readRevenue,
  requestExtract,
  readExtract,
  readIndicators,
  listCandidates,
  listCountedDossiers,
  receiveVnpayCallback,
  receiveDvcqgCallback,
  receiveBankCallback,
  readDashboard,
  readOpenApi,
  readAsyncApi,
  readReference,
  readReferenceScript,
};

export const operations: readonly Operation[] = Object.values(api);

/** Every function that is no operation of the API. */
export const workers: readonly Worker[] = [
  publishEvents,
  examineDocument,
  sweepDocuments,
  keepDocuments,
  notifyApplicant,
  sendDigests,
  followMail,
  orderDelivery,
  retryDeliveries,
  followPayments,
  reconcilePayments,
  endUnpaid,
  followSupplements,
  watchDueDays,
  endSilentConsultations,
  applyCalendar,
  projectEvents,
  sealLog,
  watchReadings,
  destroyDossiers,
  makeExport,
  syncPortal,
  comparePortal,
];
