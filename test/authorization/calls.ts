import { type LocalDate, localDateOf, systemNow } from '../../shared/clock.ts';
import { addDays, addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { api } from '../../shared/operations.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import type { OperationName } from '../memory/functions-beside.ts';
import { sharedKeyOf } from '../memory/memory-aws.ts';
import { deedNames } from '../model/rules.ts';
import type { Call } from '../support/call.ts';
import { LIST } from '../support/destruction.ts';
import { declaration, form } from '../support/filing.ts';
import { ASKED } from './facts.ts';
import { otherDeeds } from './oracle.ts';
import { agencies, type Person } from './people.ts';
import {
  AWAITED,
  AWAY_UNTIL,
  belongingsOf,
  CASHIER,
  CLOSING,
  FEE_RECEIPT,
  formOf,
  HAND_OVER,
  ITEM_CODE,
  ONE_IS_AWAY_UNTIL,
  OPEN_TRANSFER,
  procedureAt,
  type Thing,
} from './world.ts';

/** What is asked for: the dossier and its parts as they are, or as they would be named if they were there. */
export type Asked = Omit<Thing, 'facts'>;

/** How an operation is called, about whatever is asked for. */
export type Way = {
  readonly operation: OperationName;
  readonly said: (asked: Asked, who: Person) => Omit<Call, 'claims' | 'key' | 'etag'>;
  /** The ETag that is sent, where it is not the dossier's. */
  readonly version?: number;
};

const example = (operation: OperationName): object | undefined => {
  const request: unknown = api[operation].examples?.request;
  return typeof request === 'object' && request !== null ? request : undefined;
};
const ofDossier = (
  operation: OperationName,
  body: (asked: Asked, who: Person) => object | undefined = () => example(operation),
): Way => ({
  operation,
  said: (asked, who) => ({ params: { dossierId: asked.id }, body: body(asked, who) }),
});
const ofNothing = (operation: OperationName, said: Omit<Call, 'claims' | 'key' | 'etag'> = {}): Way => ({
  operation,
  said: () => said,
});

const reason = 'Có lý do để làm như vậy';
const today = localDateOf(new Date());
const day = (days: number): LocalDate => addDays(today, days);

/** What is said with an action, where something is. */
const words: Readonly<Record<string, (asked: Asked) => object>> = {
  assign: () => ({ to: { subject: 'cb-colleague', name: 'Cán bộ khác' } }),
  refuse: () => ({ reason }),
  consult: () => ({ agency: agencies.construction, question: 'Có ý kiến gì không?', workingDays: 5 }),
  withdrawConsultation: () => ({ agency: ASKED }),
  countSilence: () => ({ agency: ASKED }),
  requestSupplement: () => ({
    reason,
    items: [{ name: 'Số điện thoại', field: '/applicant/phone' }],
    deadline: day(20),
  }),
  answerSupplement: () => ({ corrections: { '/applicant/phone': '0987654321' } }),
  takeInSupplement: () => ({ corrections: { '/applicant/phone': '0987654321' } }),
  closeUnanswered: () => ({ reason }),
  requestPayment: () => ({ amountVnd: 200_000, deadline: day(20) }),
  correctCharge: () => ({ quantity: 3, deadline: day(20), reason }),
  waiveCharge: () => ({ reason }),
  recordPayment: () => ({}),
  payOnDelivery: () => ({}),
  recordCollection: () => ({}),
  closeUnpaid: () => ({ reason }),
  extend: () => ({ reason }),
  reappoint: () => ({ reason, newDate: day(40) }),
  moveDueDate: () => ({ reason }),
  requestWithdrawal: () => ({ reason }),
  declineWithdrawal: () => ({ reason }),
  propose: () => ({ outcome: 'issue', appraisal: 'Hồ sơ đủ điều kiện' }),
  sendBack: () => ({ note: reason }),
  stop: () => ({ reason }),
  revokeResult: ({ resultCode }) => ({ resultCode, reason, legalBasis: reason }),
};

/** By operations of their own. */
const apart = ['submit', 'takeIn', 'giveOpinion'];

/** All that may be done by `applyTransition`, or could be tried. */
export const deeds: readonly string[] = [
  ...deedNames.filter((name) => !apart.includes(name)),
  ...Object.keys(otherDeeds),
];

const deedWays = Object.fromEntries(
  deeds.map((name) => [
    `applyTransition: ${name}`,
    ofDossier('applyTransition', (asked) => ({ action: name, ...words[name]?.(asked) })),
  ]),
);

const withSheet = (sheet: string): Way => ({
  operation: 'openSheet',
  said: ({ id }) => ({ params: { dossierId: id, sheet } }),
});
const byReceipt = (operation: OperationName, others: object, secret?: string): Way => ({
  operation,
  said: (asked) => ({ body: { code: asked.code, secret: secret ?? asked.secret, ...others } }),
});
const signedBy = ({ kind }: Person, body: object) => {
  const key =
    kind === 'postal' || kind === 'sms' || kind === 'push' || kind === 'bank' || kind === 'portal'
      ? sharedKeyOf(kind)
      : 'một khóa khác';
  return signatureHeaders(key, JSON.stringify(body), new Date());
};
const ofPartner = (operation: OperationName, report: (asked: Asked) => object): Way => ({
  operation,
  said: (asked, who) => ({ body: report(asked), headers: signedBy(who, report(asked)) }),
});

/** What is ready to be collected for an agency's procedure: all that it asks for. */
const papersOf = (agency: string) =>
  procedureAt(agency).papers.map(({ id, originals, copies }) => ({ paperId: id, originals, copies }));

/** All that is in the one drawer that there is. */
const counted = { version: 1, notes: [{ noteVnd: 200_000, count: 1 }] };
const ofSubscription = { params: { agency: agencies.justice } };
const ofList = { agency: agencies.justice, list: LIST };
const october = { from: '2021-10-01', to: '2021-10-31' };
/** Of the caller's own agency or of all, and of one that is named. */
const extract = { ...october, figure: 'received', format: 'csv' };

const ofWhom = (
  operation: OperationName,
  said: Omit<Call, 'claims' | 'key' | 'etag'>,
): Record<string, Way> => ({
  [operation]: ofNothing(operation, said),
  [`${operation}: of an agency`]: ofNothing(operation, {
    ...said,
    query: { ...said.query, agency: agencies.justice },
  }),
});

/** Every operation as it is called, some in more than one way: `<operation>: <way>`. */
export const ways: Readonly<Record<string, Way>> = {
  listProcedures: ofNothing('listProcedures', { query: { text: 'ly lich' } }),
  readProcedure: ofNothing('readProcedure', { params: { code: '2.000488' } }),
  listAgencies: ofNothing('listAgencies'),
  listUnits: ofNothing('listUnits'),
  listSupplementReasons: ofNothing('listSupplementReasons'),
  quoteFees: ofNothing('quoteFees', { params: { code: '2.000488' }, query: { quantity: '3' } }),
  createDraft: ofNothing('createDraft', { body: { procedureCode: '2.000488' } }),
  fillForm: ofDossier('fillForm', (_, { kind }) => formOf(kind === 'business' ? 'an-phu' : 'hoa')),
  declareDocument: ofDossier('declareDocument', () => declaration('application-form')),
  removeDocument: {
    operation: 'removeDocument',
    said: ({ id, loosePaper }) => ({ params: { dossierId: id, documentId: loosePaper } }),
  },
  openDocument: {
    operation: 'openDocument',
    said: ({ id, paper }) => ({ params: { dossierId: id, documentId: paper } }),
  },
  submitDossier: ofDossier('submitDossier', () => undefined),
  readReceipt: ofDossier('readReceipt'),
  readDossier: ofDossier('readDossier'),
  listNotifications: ofDossier('listNotifications'),
  readPreferences: ofNothing('readPreferences'),
  setPreferences: ofNothing('setPreferences', {
    body: { language: 'vi', channels: ['email', 'sms'], addresses: [] },
  }),
  confirmAddress: ofNothing('confirmAddress', { body: AWAITED }),
  readDeadline: ofDossier('readDeadline'),
  readHistory: ofDossier('readHistory'),
  listOwnDossiers: ofNothing('listOwnDossiers', { query: { limit: '100' } }),
  openIntake: ofNothing('openIntake', { body: { procedureCode: '2.000488', channel: 'desk' } }),
  receiveIntake: ofDossier('receiveIntake'),
  listWorklist: ofNothing('listWorklist', { query: { limit: '100' } }),
  'listWorklist: what it is asked': ofNothing('listWorklist', { query: { list: 'asked', limit: '100' } }),
  countWorklists: ofNothing('countWorklists'),
  'searchDossiers: by code': {
    operation: 'searchDossiers',
    said: ({ code }) => ({ body: { by: 'code', code } }),
  },
  'searchDossiers: by name': ofNothing('searchDossiers', {
    body: { by: 'name', name: 'nguyen thi', limit: 100 },
  }),
  'searchDossiers: by number': ofNothing('searchDossiers', {
    body: { by: 'number', number: form.applicant.personalId, limit: 100 },
  }),
  'searchDossiers: by procedure': ofNothing('searchDossiers', {
    body: {
      by: 'procedure',
      procedureCode: '2.000488',
      days: { from: '2021-10-01', until: '2021-10-31' },
      limit: 100,
    },
  }),
  'searchDossiers: by days': ofNothing('searchDossiers', {
    body: { by: 'days', days: { from: '2021-10-08', until: '2021-10-09' }, limit: 100 },
  }),
  ...deedWays,
  assignDossiers: {
    operation: 'assignDossiers',
    said: (asked) => ({ body: { dossierIds: [asked.id], ...words.assign?.(asked) } }),
  },
  answerConsultation: ofDossier('answerConsultation'),
  recordAbsence: ofNothing('recordAbsence', {
    body: { from: day(900), until: day(901), cover: { subject: 'cb-cover', name: 'Trịnh Thu Trang' } },
  }),
  endAbsence: ofNothing('endAbsence', { params: { until: AWAY_UNTIL } }),
  "endAbsence: a colleague's": ofNothing('endAbsence', { params: { until: ONE_IS_AWAY_UNTIL } }),
  listAbsences: ofNothing('listAbsences'),
  previewSupplement: ofDossier('previewSupplement', () => ({ deadline: day(8) })),
  declareResult: ofDossier('declareResult'),
  signResult: ofDossier('signResult', ({ resultFile }) => ({
    documentId: resultFile,
    abstract: 'Phiếu lý lịch tư pháp số 1',
  })),
  openResult: {
    operation: 'openResult',
    said: ({ id, resultCode }) => ({ params: { dossierId: id, resultCode } }),
  },
  listResults: ofNothing('listResults', { query: { year: '2021', limit: '100' } }),
  listOwnResults: ofNothing('listOwnResults', { query: { limit: '100' } }),
  reuseResult: ofDossier('reuseResult', (_, { account }) => {
    const { paperId, resultCode } = belongingsOf(account);
    return { ...example('reuseResult'), paperId, resultCode };
  }),
  'reuseResult: in a draft of its own': {
    operation: 'reuseResult',
    said: ({ resultCode }, { account }) => {
      const { draft, paperId } = belongingsOf(account);
      return { params: { dossierId: draft }, body: { ...example('reuseResult'), paperId, resultCode } };
    },
  },
  startPayment: ofDossier('startPayment'),
  startTransfer: ofDossier('startTransfer'),
  listTransfers: ofNothing('listTransfers'),
  endTransfer: ofNothing('endTransfer', {
    params: { transaction: OPEN_TRANSFER },
    body: example('endTransfer'),
  }),
  readPayments: ofDossier('readPayments'),
  recordRefund: {
    operation: 'recordRefund',
    said: ({ id }) => ({ params: { dossierId: id, number: '1' }, body: example('recordRefund') }),
  },
  explainDifference: {
    operation: 'explainDifference',
    said: ({ id }) => ({ params: { dossierId: id, number: '1' }, body: example('explainDifference') }),
  },
  listReconciliations: ofNothing('listReconciliations', {
    params: { provider: 'vnpay' },
    query: { from: day(-3), to: today },
  }),
  endFeeReceipt: {
    operation: 'endFeeReceipt',
    said: ({ id }) => ({
      params: { dossierId: id, receiptCode: FEE_RECEIPT },
      body: example('endFeeReceipt'),
    }),
  },
  openSheet: withSheet('receipt'),
  'openSheet: of officers alone': withSheet('control'),
  ...ofWhom('readCash', { query: { from: today, to: today } }),
  closeDrawer: ofNothing('closeDrawer', { body: counted }),
  "closeDrawer: a colleague's": ofNothing('closeDrawer', { body: { ...counted, cashier: CASHIER.subject } }),
  takeOverCash: ofNothing('takeOverCash', { params: { closing: CLOSING }, body: { receivedVnd: 200_000 } }),
  openClosingSheet: ofNothing('openClosingSheet', { params: { closing: CLOSING } }),
  openRegister: ofNothing('openRegister', { query: { from: day(-3), to: today } }),
  listEvents: ofNothing('listEvents', { params: { agency: agencies.justice }, query: { limit: '100' } }),
  listDossierEvents: ofDossier('listDossierEvents'),
  readSubscription: ofNothing('readSubscription', ofSubscription),
  changeSubscription: ofNothing('changeSubscription', { ...ofSubscription, body: { action: 'suspend' } }),
  replayEvents: ofNothing('replayEvents', {
    ...ofSubscription,
    body: { kind: 'time', from: `${day(-1)}T00:00:00+07:00` },
  }),
  'replayEvents: of a dossier': {
    operation: 'replayEvents',
    said: ({ id }) => ({ ...ofSubscription, body: { kind: 'dossier', dossierId: id } }),
  },
  testSubscription: ofNothing('testSubscription', ofSubscription),
  readDrift: ofNothing('readDrift'),
  mendDrift: { operation: 'mendDrift', said: ({ id }) => ({ body: { dossierIds: [id] } }) },
  listReadings: ofNothing('listReadings', { query: { agency: agencies.justice, day: today } }),
  readCalendar: ofNothing('readCalendar'),
  listCalendarVersions: ofNothing('listCalendarVersions'),
  previewCalendar: ofNothing('previewCalendar', { body: example('previewCalendar') }),
  changeCalendar: { ...ofNothing('changeCalendar', { body: example('changeCalendar') }), version: 1 },
  ...ofWhom('listFeedback', { query: { limit: '100' } }),
  answerFeedback: {
    operation: 'answerFeedback',
    said: ({ id }) => ({ params: { dossierId: id, number: '1' }, body: example('answerFeedback') }),
  },
  readTimeline: ofDossier('readTimeline'),
  sendFeedback: ofDossier('sendFeedback'),
  listDossierFeedback: ofDossier('listDossierFeedback'),
  rateDossier: ofDossier('rateDossier'),
  trackDossier: byReceipt('trackDossier', {}),
  'trackDossier: with another secret': byReceipt('trackDossier', {}, 'ABCDEFGHJKMNPQRSTVWXYZ01'),
  rateByReceipt: byReceipt('rateByReceipt', { grade: 'satisfied' }),
  'rateByReceipt: with another secret': byReceipt(
    'rateByReceipt',
    { grade: 'satisfied' },
    'ABCDEFGHJKMNPQRSTVWXYZ01',
  ),
  readTrackingPage: ofNothing('readTrackingPage'),
  verifyPaper: {
    operation: 'verifyPaper',
    said: ({ resultCode, resultHash }) => ({ body: { code: resultCode, sha256: resultHash } }),
  },
  'verifyPaper: of another file': {
    operation: 'verifyPaper',
    said: ({ resultCode }) => ({ body: { code: resultCode, sha256: 'b'.repeat(64) } }),
  },
  readVerificationPage: ofNothing('readVerificationPage'),
  readDashboard: ofNothing('readDashboard'),
  requestExport: ofNothing('requestExport', { body: {} }),
  readExport: ofNothing('readExport'),
  readConsents: ofNothing('readConsents'),
  changeConsent: ofNothing('changeConsent', {
    params: { purpose: 'further-addresses' },
    body: example('changeConsent'),
  }),
  readDeletion: ofNothing('readDeletion'),
  requestDeletion: ofNothing('requestDeletion', { body: example('requestDeletion') }),
  changeDelivery: ofDossier('changeDelivery'),
  bookConsignment: ofDossier('bookConsignment', (_, { kind }) => ({
    ...example('bookConsignment'),
    papers: papersOf(kind === 'business' ? agencies.zones : agencies.justice),
    window: { day: addWorkingDays(localDateOf(systemNow()), 2, civilServiceCalendar()), part: 'morning' },
  })),
  cancelConsignment: {
    operation: 'cancelConsignment',
    said: ({ id }) => ({ params: { dossierId: id, number: '1' } }),
  },
  listConsignments: ofNothing('listConsignments'),
  openHandOver: { operation: 'openHandOver', said: ({ id }) => ({ body: { dossierIds: [id] } }) },
  changeHandOver: {
    ...ofNothing('changeHandOver', { params: { record: HAND_OVER }, body: { action: 'discard' } }),
    version: 1,
  },
  readHandOver: ofNothing('readHandOver', { params: { record: HAND_OVER } }),
  openHandOverSheet: ofNothing('openHandOverSheet', { params: { record: HAND_OVER } }),
  listHandOvers: ofNothing('listHandOvers'),
  drawDestructionList: ofNothing('drawDestructionList', { body: { agency: agencies.justice, year: 2001 } }),
  decideDestructionList: {
    ...ofNothing('decideDestructionList', { params: ofList, body: { action: 'discard' } }),
    version: 1,
  },
  readDestructionList: ofNothing('readDestructionList', { params: ofList }),
  ...ofWhom('listDestructionLists', { query: {} }),
  changeHold: ofDossier('changeHold'),
  readHold: ofDossier('readHold'),
  receivePostalCallback: ofPartner('receivePostalCallback', ({ code }) => ({
    ...example('receivePostalCallback'),
    reference: `${code}-T1`,
    itemCode: ITEM_CODE,
  })),
  receivePortalFiling: ofPartner('receivePortalFiling', () => ({ ...example('receivePortalFiling') })),
  receiveSmsCallback: ofPartner('receiveSmsCallback', ({ id }) => ({
    ...example('receiveSmsCallback'),
    reference: `${id}.1`,
  })),
  receivePushCallback: ofPartner('receivePushCallback', ({ id }) => ({
    ...example('receivePushCallback'),
    reference: `${id}.1`,
  })),
  readCatalogueFigures: ofNothing('readCatalogueFigures'),
  readFigures: ofNothing('readFigures', { query: { ...october, by: 'agency' } }),
  comparePeriods: ofNothing('comparePeriods', {
    query: { ...october, withFrom: '2021-09-01', withTo: '2021-09-30' },
  }),
  ...ofWhom('readReport', { params: { form: '06a' }, query: october }),
  ...ofWhom('readRevenue', { query: october }),
  ...ofWhom('readIndicators', { query: october }),
  ...ofWhom('listCandidates', { query: october }),
  ...ofWhom('listCountedDossiers', { query: { ...october, figure: 'received' } }),
  requestExtract: ofNothing('requestExtract', { body: extract }),
  'requestExtract: of an agency': ofNothing('requestExtract', {
    body: { ...extract, agency: agencies.justice },
  }),
  readExtract: ofNothing('readExtract'),
  receiveVnpayCallback: ofNothing('receiveVnpayCallback', { query: { vnp_TxnRef: 'H25x03y991231y9999y1' } }),
  receiveDvcqgCallback: ofNothing('receiveDvcqgCallback', { body: example('receiveDvcqgCallback') }),
  receiveBankCallback: ofPartner('receiveBankCallback', () => ({ ...example('receiveBankCallback') })),
  readOpenApi: ofNothing('readOpenApi'),
  readAsyncApi: ofNothing('readAsyncApi'),
  readReference: ofNothing('readReference'),
  readReferenceScript: ofNothing('readReferenceScript'),
};
