import { randomUUID } from 'node:crypto';
import { systemNow, toInstant } from '../../shared/clock.ts';
import { addDays } from '../../shared/deadline/calendar.ts';
import { listPut } from '../../shared/destruction/store.ts';
import { api } from '../../shared/operations.ts';
import { inHand, received } from '../support/agency-work.ts';
import type { Call } from '../support/call.ts';
import { aList, LIST } from '../support/destruction.ts';
import type { TestTable } from '../support/dynamodb.ts';
import {
  caseOfficer,
  declaration,
  desk,
  draft,
  form,
  hoa,
  officer,
  readyDraft,
  submitted,
} from '../support/filing.ts';
import { keptDossier, putAll } from '../support/kept-dossier.ts';
import type { ObjectStore } from '../support/object-store.ts';
import {
  aBookedCollection,
  aBooking,
  aClosing,
  aColleagueAway,
  aConfirm,
  aCopy,
  aCountedYear,
  aCounting,
  aDelivery,
  aFeeReceipt,
  aHandOver,
  aMessageReport,
  anAnnounced,
  anAskedAddress,
  anExtract,
  anIntake,
  anIpn,
  anOpenHandOver,
  anOpenTransfer,
  aPaper,
  aPortalFiling,
  aReport,
  aResultFile,
  asBuilt,
  aTransfer,
  aYearToDraw,
  charged,
  complainedOf,
  consulted,
  differing,
  keptResult,
  leader,
  onReceipt,
  paidInVain,
  procedureCode,
  refused,
  today,
} from './prepared.ts';
import { PAGE } from './recorded-call.ts';

const control = { ...desk, VaiTro: 'kiem-soat-tthc' };
const system = { ...desk, VaiTro: 'he-thong' };
const hourAgo = toInstant(new Date(systemNow().getTime() - 3_600_000));

/** A call that has been made before: the file that it opens is there. */
async function asAgain(operation: Parameters<typeof asBuilt>[0], said: Call): Promise<Call> {
  await asBuilt(operation, said);
  return said;
}

const ofList = { agency: 'H25.03', list: LIST };

/** For each operation a call that succeeds, once what it is about stands in the table. */
export const callsOn = (table: TestTable, bucket: ObjectStore) =>
  ({
    listProcedures: async () => ({ query: { text: 'ly lich tu phap' } }),
    readProcedure: async () => ({ params: { code: procedureCode } }),
    listAgencies: async () => ({}),
    listUnits: async () => ({}),
    listSupplementReasons: async () => ({}),
    quoteFees: async () => ({ params: { code: procedureCode }, query: { quantity: '3', relief: 'student' } }),
    createDraft: async () => ({ claims: hoa, key: randomUUID(), body: { procedureCode } }),
    fillForm: async () => {
      const dossierId = (await draft()).body.id;
      return { claims: hoa, params: { dossierId }, key: randomUUID(), etag: '"1"', body: form };
    },
    declareDocument: async () => {
      const dossierId = (await draft()).body.id;
      const body = declaration('application-form');
      return { claims: hoa, params: { dossierId }, key: randomUUID(), body };
    },
    removeDocument: async () => ({ claims: hoa, params: await aPaper(), key: randomUUID() }),
    openDocument: async () => ({ claims: hoa, params: await aPaper() }),
    submitDossier: async () => {
      const dossierId = await readyDraft();
      return { claims: hoa, params: { dossierId }, key: randomUUID(), etag: '"4"' };
    },
    readReceipt: async () => ({ claims: hoa, params: { dossierId: await submitted() } }),
    readDossier: async () => ({ claims: hoa, params: { dossierId: await submitted() } }),
    readDeadline: async () => ({ claims: hoa, params: { dossierId: await received() } }),
    readHistory: async () => ({ claims: hoa, params: { dossierId: await submitted() } }),
    listOwnDossiers: async () => ({ claims: hoa }),
    openIntake: async () => ({
      claims: desk,
      key: randomUUID(),
      body: { procedureCode, channel: 'desk' },
    }),
    receiveIntake: async () => ({
      claims: desk,
      params: await anIntake(),
      key: randomUUID(),
      etag: '"2"',
      body: api.receiveIntake.examples?.request,
    }),
    listWorklist: async () => ({ claims: desk, query: { limit: String(PAGE) } }),
    countWorklists: async () => ({ claims: desk }),
    searchDossiers: async () => ({ claims: desk, body: api.searchDossiers.examples?.request }),
    applyTransition: async () => {
      const params = { dossierId: await submitted() };
      return { claims: desk, params, key: randomUUID(), etag: '"5"', body: { action: 'receive' } };
    },
    assignDossiers: async () => {
      const to = { subject: caseOfficer.sub, name: caseOfficer.HoVaTen };
      return { claims: desk, key: randomUUID(), body: { dossierIds: [await received()], to } };
    },
    answerConsultation: async () => ({
      claims: officer('chuyen-vien', 'H25.10'),
      params: { dossierId: await consulted() },
      key: randomUUID(),
      body: api.answerConsultation.examples?.request,
    }),
    recordAbsence: async () => {
      const cover = { subject: 'cb-cover', name: 'Trịnh Thu Trang' };
      const body = { from: today, until: addDays(today, 2), cover };
      return { claims: caseOfficer, key: randomUUID(), body };
    },
    endAbsence: async () => ({ ...(await aColleagueAway()), key: randomUUID() }),
    listAbsences: async () => ({ claims: leader }),
    previewSupplement: async () => ({
      claims: caseOfficer,
      params: { dossierId: await inHand() },
      body: { deadline: addDays(today, 8) },
    }),
    declareResult: async () => ({
      claims: caseOfficer,
      params: { dossierId: await inHand() },
      key: randomUUID(),
      body: api.declareResult.examples?.request,
    }),
    signResult: async () => {
      const { dossierId, documentId } = await aResultFile(bucket);
      const body = { ...Object(api.signResult.examples?.request), documentId };
      return { claims: leader, params: { dossierId }, key: randomUUID(), etag: '"8"', body };
    },
    openResult: async () => {
      const { dossierId, code } = await keptResult();
      return { claims: hoa, params: { dossierId, resultCode: code } };
    },
    listResults: async () => ({ claims: leader, query: { year: '2021' } }),
    listOwnResults: async () => ({ claims: hoa }),
    reuseResult: async () => {
      const { code } = await keptResult();
      const body = { ...Object(api.reuseResult.examples?.request), resultCode: code };
      return { claims: hoa, params: { dossierId: (await draft()).body.id }, key: randomUUID(), body };
    },
    startPayment: async () => ({
      claims: hoa,
      params: { dossierId: await charged() },
      key: randomUUID(),
      body: api.startPayment.examples?.request,
    }),
    startTransfer: async () => ({
      claims: hoa,
      params: { dossierId: await charged() },
      key: randomUUID(),
    }),
    listTransfers: async () => {
      await anOpenTransfer();
      return { claims: control };
    },
    endTransfer: async () => ({
      claims: control,
      params: { transaction: await anOpenTransfer() },
      key: randomUUID(),
      body: api.endTransfer.examples?.request,
    }),
    readPayments: async () => ({ claims: hoa, params: { dossierId: await charged() } }),
    recordRefund: async () => ({
      claims: desk,
      params: { dossierId: await paidInVain(), number: '1' },
      key: randomUUID(),
      body: api.recordRefund.examples?.request,
    }),
    explainDifference: async () => ({
      claims: desk,
      params: { dossierId: await differing(), number: '1' },
      key: randomUUID(),
      body: api.explainDifference.examples?.request,
    }),
    listReconciliations: async () => ({
      claims: control,
      params: { provider: 'vnpay' },
      query: { from: today, to: today },
    }),
    endFeeReceipt: async () => ({
      claims: desk,
      params: await aFeeReceipt(),
      key: randomUUID(),
      body: api.endFeeReceipt.examples?.request,
    }),
    openSheet: async () =>
      asAgain(api.openSheet, { claims: hoa, params: { dossierId: await received(), sheet: 'receipt' } }),
    readCash: async () => {
      await aFeeReceipt();
      return { claims: desk, query: { from: today, to: today } };
    },
    closeDrawer: aCounting,
    takeOverCash: async () => {
      const { code, countedVnd } = await aClosing();
      return {
        claims: leader,
        key: randomUUID(),
        params: { closing: code },
        body: { receivedVnd: countedVnd },
      };
    },
    openClosingSheet: async () =>
      asAgain(api.openClosingSheet, { claims: desk, params: { closing: (await aClosing()).code } }),
    openRegister: () => asAgain(api.openRegister, { claims: desk, query: { from: today, to: today } }),
    listEvents: async () => ({ claims: system, params: { agency: 'H25.03' }, query: { from: hourAgo } }),
    listDossierEvents: async () => ({ claims: system, params: { dossierId: await received() } }),
    readSubscription: async () => ({ claims: system, params: { agency: 'H25.03' } }),
    changeSubscription: async () => ({
      claims: system,
      params: { agency: 'H25.03' },
      key: randomUUID(),
      body: api.changeSubscription.examples?.request,
    }),
    replayEvents: async () => ({
      claims: system,
      params: { agency: 'H25.03' },
      key: randomUUID(),
      body: { kind: 'dossier', dossierId: await received() },
    }),
    testSubscription: async () => ({ claims: system, params: { agency: 'H25.03' }, key: randomUUID() }),
    listReadings: async () => ({
      claims: control,
      query: { agency: 'H25.03', day: today },
    }),
    readCalendar: async () => ({ claims: control }),
    listCalendarVersions: async () => ({ claims: control }),
    previewCalendar: async () => ({ claims: control, body: api.previewCalendar.examples?.request }),
    changeCalendar: async () => ({
      claims: control,
      key: randomUUID(),
      etag: '"1"',
      body: api.changeCalendar.examples?.request,
    }),
    listFeedback: async () => ({ claims: leader }),
    answerFeedback: async () => ({
      claims: leader,
      params: { dossierId: await complainedOf(), number: '1' },
      key: randomUUID(),
      body: api.answerFeedback.examples?.request,
    }),
    readTimeline: async () => ({ claims: hoa, params: { dossierId: await received() } }),
    listNotifications: async () => ({ claims: hoa, params: { dossierId: await anAnnounced(table) } }),
    readPreferences: async () => ({ claims: hoa }),
    setPreferences: async () => ({
      claims: hoa,
      key: randomUUID(),
      body: { language: 'vi', channels: ['sms', 'email'], addresses: [] },
    }),
    confirmAddress: async () => ({ claims: hoa, key: randomUUID(), body: await anAskedAddress(table) }),
    sendFeedback: async () => ({
      claims: hoa,
      params: { dossierId: await submitted() },
      key: randomUUID(),
      body: api.sendFeedback.examples?.request,
    }),
    listDossierFeedback: async () => ({ claims: hoa, params: { dossierId: await complainedOf() } }),
    rateDossier: async () => ({
      claims: hoa,
      params: { dossierId: await refused() },
      key: randomUUID(),
      body: api.rateDossier.examples?.request,
    }),
    trackDossier: async () => {
      const { code } = await keptDossier(table);
      return { body: { code, secret: 'ABCDEFGHJKMNPQRSTVWXYZ01' } };
    },
    rateByReceipt: async () => {
      const body = { ...(await onReceipt(await refused())), grade: 'satisfied' };
      return { key: randomUUID(), body };
    },
    readTrackingPage: async () => ({}),
    verifyPaper: async () => {
      const { code, sha256 } = await keptResult();
      return { body: { code, sha256 } };
    },
    readVerificationPage: async () => ({}),
    requestExport: async () => ({
      claims: { ...hoa, sub: randomUUID() },
      key: randomUUID(),
      body: api.requestExport.examples?.request,
    }),
    readExport: () => aCopy(table),
    readConsents: async () => ({ claims: hoa }),
    changeConsent: async () => ({
      claims: { ...hoa, sub: randomUUID() },
      params: { purpose: 'further-addresses' },
      key: randomUUID(),
      body: api.changeConsent.examples?.request,
    }),
    readDeletion: async () => ({ claims: hoa }),
    requestDeletion: async () => ({
      claims: { ...hoa, sub: randomUUID() },
      key: randomUUID(),
      body: api.requestDeletion.examples?.request,
    }),
    changeDelivery: () => aDelivery(table),
    bookConsignment: () => aBooking(),
    cancelConsignment: () => aBookedCollection(),
    listConsignments: async () => {
      await aBookedCollection();
      return { claims: desk };
    },
    openHandOver: () => aHandOver(table),
    changeHandOver: async () => {
      const params = { record: await anOpenHandOver(table) };
      return { claims: desk, params, key: randomUUID(), etag: '"1"', body: { action: 'sign' } };
    },
    readHandOver: async () => ({ claims: desk, params: { record: await anOpenHandOver(table) } }),
    openHandOverSheet: async () =>
      asAgain(api.openHandOverSheet, { claims: desk, params: { record: await anOpenHandOver(table) } }),
    listHandOvers: async () => {
      await anOpenHandOver(table);
      return { claims: desk };
    },
    drawDestructionList: async () => {
      await aYearToDraw(table);
      return { claims: control, key: randomUUID(), body: { agency: 'H25.03', year: 2001 } };
    },
    decideDestructionList: async () => {
      await putAll(table, listPut(aList));
      return { claims: leader, params: ofList, key: randomUUID(), etag: '"1"', body: { action: 'approve' } };
    },
    readDestructionList: async () => {
      await putAll(table, listPut(aList));
      return { claims: leader, params: ofList };
    },
    listDestructionLists: async () => {
      await putAll(table, listPut(aList));
      return { claims: leader };
    },
    changeHold: async () => ({
      claims: leader,
      params: { dossierId: await submitted() },
      key: randomUUID(),
      body: { action: 'place', reason: 'Đang giải quyết khiếu nại' },
    }),
    readHold: async () => ({ claims: leader, params: { dossierId: await submitted() } }),
    receivePostalCallback: () => aReport(table),
    readCatalogueFigures: async () => ({}),
    readFigures: async () => ({ query: { ...(await aCountedYear()), by: 'agency' } }),
    comparePeriods: async () => ({
      query: { ...(await aCountedYear()), withFrom: '2020-01-01', withTo: '2020-12-31' },
    }),
    readReport: async () => ({ claims: control, params: { form: '06a' }, query: await aCountedYear() }),
    readRevenue: async () => ({ claims: control, query: { from: today, to: today } }),
    readIndicators: async () => ({ claims: control, query: await aCountedYear() }),
    listCandidates: async () => ({ claims: control, query: { ...(await aCountedYear()), muchUsed: '1' } }),
    listCountedDossiers: async () => ({
      claims: leader,
      query: { ...(await aCountedYear()), figure: 'received' },
    }),
    requestExtract: async () => ({
      claims: { ...leader, sub: randomUUID() },
      key: randomUUID(),
      body: api.requestExtract.examples?.request,
    }),
    readExtract: () => anExtract(table),
    readDashboard: async () => ({}),
    readDrift: async () => ({ claims: control }),
    mendDrift: async () => ({
      claims: control,
      key: randomUUID(),
      body: { dossierIds: [await submitted()] },
    }),
    receivePortalFiling: async () => aPortalFiling(),
    receiveSmsCallback: () => aMessageReport(table, 'sms'),
    receivePushCallback: () => aMessageReport(table, 'push'),
    receiveVnpayCallback: () => anIpn(),
    receiveDvcqgCallback: () => aConfirm(),
    receiveBankCallback: () => aTransfer(),
    readOpenApi: async () => ({}),
    readAsyncApi: async () => ({}),
    readReference: async () => ({}),
    readReferenceScript: async () => ({}),
  }) satisfies Record<keyof typeof api, () => Promise<Call>>;
