import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { bundleFolder } from '../../infra/build/build.ts';
import { localDateOf, systemNow, toInstant } from '../../shared/clock.ts';
import { addDays, addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { listPut } from '../../shared/destruction/store.ts';
import { loadFiledFile } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { randomId } from '../../shared/ids.ts';
import type { PhoneChannel } from '../../shared/notification/announcement.ts';
import { chosen, unchosen } from '../../shared/notification/preferences.ts';
import { putAnnouncement } from '../../shared/notification/store.ts';
import { api } from '../../shared/operations.ts';
import { type Attempt, begunAttempt, type ProviderId } from '../../shared/payment/attempt.ts';
import { dvcqgProof } from '../../shared/payment/dvcqg.ts';
import { afterWord, owedRefund } from '../../shared/payment/refund.ts';
import { putAttempt, putChangedAttempt, putRefund } from '../../shared/payment/store.ts';
import { vnpaySigned } from '../../shared/payment/vnpay.ts';
import type { Result } from '../../shared/result/result.ts';
import { putResult } from '../../shared/result/store.ts';
import { listsOf } from '../../shared/retention/drawing.ts';
import { archived, requestedExport } from '../../shared/rights/export.ts';
import { putExport } from '../../shared/rights/export-store.ts';
import { itemCodeOf } from '../../shared/shipment/item-code.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { extended, requestedExtract } from '../../shared/statistics/extract.ts';
import { putExtract } from '../../shared/statistics/extract-store.ts';
import { project } from '../../shared/statistics/projection.ts';
import { counterKey, preferencesKey } from '../../shared/table/keys.ts';
import { commit } from '../../shared/table/transaction.ts';
import { creditOf } from '../../shared/transfer/credit.ts';
import { transferReference } from '../../shared/transfer/reference.ts';
import { putCredit, putTransfer } from '../../shared/transfer/store.ts';
import { act, inHand } from '../support/agency-work.ts';
import { type Answered, type Call, call } from '../support/call.ts';
import { aList, closedLongAgo } from '../support/destruction.ts';
import { aResult, keptForm, keptPostDelivery } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { anEvent } from '../support/events.ts';
import {
  caseOfficer,
  declare,
  desk,
  draft,
  fill,
  hoa,
  officer,
  settleDocument,
  sha256,
  submitted,
} from '../support/filing.ts';
import { keptDossier, keptShipment, putAll } from '../support/kept-dossier.ts';
import type { ObjectStore } from '../support/object-store.ts';
import { aPage } from '../support/pages.ts';
import { PARTNER_SECRET } from './function-environment.ts';

export const procedureCode = '2.000488';
export const leader = officer('lanh-dao');
export const today = localDateOf(systemNow());

/** Calls a function as it was built. */
export const asBuilt = (operation: Operation, said: Call): Promise<Answered> =>
  call(operation, createRequire(import.meta.url)(bundleFolder(operation)).handler, said);

/** Calls an operation with the request of its example, or with another. */
const ask = (operation: Operation, said: Call): Promise<Answered> =>
  asBuilt(operation, { key: randomUUID(), body: operation.examples?.request, ...said });

/** A copy of somebody's data, of one archive. */
const madeFile = {
  objectKey: 'sheets/exports/1',
  objectVersion: 'version-1',
  sha256: 'a'.repeat(64),
  sizeBytes: 1234,
};

export async function aCopy(table: TestTable): Promise<Call> {
  const claims = { ...hoa, sub: randomUUID() };
  const caller = {
    kind: 'applicant',
    subject: claims.sub,
    accountType: 'citizen',
    name: hoa.HoVaTen,
  } as const;
  const asked = requestedExport(caller, undefined, { id: randomUUID(), at: systemNow() });
  const made = archived(asked, { ...madeFile, dossiers: 1 }, undefined);
  await putAll(table, [putExport(asked, made, { wakes: false })]);
  return { claims };
}

export async function anExtract(table: TestTable): Promise<Call> {
  const claims = { ...leader, sub: randomUUID() };
  const asked = requestedExtract(
    claims.sub,
    'H25.03',
    { figure: 'received', from: today, to: today, format: 'csv' },
    { id: randomUUID(), at: systemNow() },
  );
  const made = extended(asked, { ...madeFile, dossiers: 1 }, undefined);
  await putAll(table, [putExtract(asked, made, { wakes: false })]);
  return { claims };
}

export async function aPaper() {
  const { body } = await draft();
  const declared = await declare(body.id);
  const { documentId } = declared.body.document;
  await settleDocument(body.id, documentId);
  return { dossierId: body.id, documentId };
}

export async function anIntake(): Promise<{ readonly dossierId: string }> {
  const opened = await ask(api.openIntake, { claims: desk });
  await fill(opened.body.id, { claims: desk });
  return { dossierId: opened.body.id };
}

/** A result that is to go out by post, and another address for it. */
export async function aDelivery(table: TestTable): Promise<Call> {
  const dossier = await keptDossier(table, {
    code: 'H25.03-211008-0003',
    status: 'done',
    shipments: 1,
    form: { ...keptForm, delivery: keptPostDelivery },
  });
  await keptShipment(table, dossier);
  return {
    claims: hoa,
    params: { dossierId: dossier.id },
    key: randomUUID(),
    etag: `"${dossier.version}"`,
    body: api.changeDelivery.examples?.request,
  };
}

/** A draft whose papers the post is to collect, and when. */
export async function aBooking(): Promise<Call> {
  const { body } = await ask(api.createDraft, {
    claims: hoa,
    body: { procedureCode: '2.000488', channel: 'post' },
  });
  await fill(body.id);
  const day = addWorkingDays(localDateOf(systemNow()), 2, civilServiceCalendar());
  return {
    claims: hoa,
    params: { dossierId: body.id },
    key: randomUUID(),
    etag: '"2"',
    body: { ...Object(api.bookConsignment.examples?.request), window: { day, part: 'morning' } },
  };
}

/** The same once it is booked, to be called off. */
export async function aBookedCollection(): Promise<Call> {
  const { params, ...booking } = await aBooking();
  await ask(api.bookConsignment, { params, ...booking });
  return { claims: hoa, params: { ...params, number: '1' }, key: randomUUID(), etag: '"3"' };
}

/** Results that the post is to fetch, and that are to stand in a record. */
export async function aHandOver(table: TestTable): Promise<Call> {
  const dossiers = await Promise.all(
    [4, 5, 6].map(async (number) => {
      const dossier = await keptDossier(table, {
        code: `H25.03-211008-000${number}`,
        status: 'done',
        shipments: 1,
        form: { ...keptForm, delivery: keptPostDelivery },
      });
      await keptShipment(table, dossier, { status: 'REQUESTED', itemCode: itemCodeOf('EB', number) });
      return dossier;
    }),
  );
  return { claims: desk, key: randomUUID(), body: { dossierIds: dossiers.map(({ id }) => id) } };
}

/** A record of them that nobody has signed. */
export async function anOpenHandOver(table: TestTable): Promise<string> {
  const { body } = await ask(api.openHandOver, await aHandOver(table));
  return body.record;
}

let lists = 0;
/** A year of which a dossier is due, and whose last list was discarded. */
export async function aYearToDraw(table: TestTable): Promise<void> {
  lists += 1;
  const before = { ...aList.list, year: 2001, number: lists, state: 'discarded' } as const;
  const counted = { ...counterKey('H25.03', listsOf(2001)), v: 1, taken: lists };
  await putAll(table, [...closedLongAgo(), ...listPut({ ...aList, list: before }), { put: counted }]);
}

export async function aReport(table: TestTable): Promise<Call> {
  const dossier = await keptDossier(table, {
    code: 'H25.03-211008-0002',
    status: 'done',
    form: { ...keptForm, delivery: keptPostDelivery },
  });
  const body = { ...Object(api.receivePostalCallback.examples?.request), reference: `${dossier.code}-T1` };
  await keptShipment(table, dossier, { status: 'REQUESTED', itemCode: body.itemCode });
  return { body, headers: signatureHeaders(PARTNER_SECRET, JSON.stringify(body), systemNow()) };
}

/** A dossier whose applicant was told of it by a message to the telephone. */
export async function anAnnounced(table: TestTable, channel: PhoneChannel = 'sms'): Promise<string> {
  const { id: subject } = await keptDossier(table);
  const announcement = { v: 1, channel, state: 'sent', at: toInstant(systemNow()) } as const;
  await putAll(table, [putAnnouncement({ subject, sequence: 2 }, announcement)]);
  return subject;
}

/** An address of an applicant's that awaits its code, and what confirms it. */
export async function anAskedAddress(table: TestTable): Promise<{ address: string; code: string }> {
  const address = 'ke-toan@congty.example.vn';
  const code = 'K7QM2RXP';
  const sources = { at: systemNow(), newId: randomId, newSecret: () => code };
  const { after } = chosen(undefined, { ...unchosen, addresses: [address] }, sources);
  await putAll(table, [{ put: { ...preferencesKey('cd-hoa'), ...after } }]);
  return { address, code };
}

export async function aMessageReport(table: TestTable, channel: PhoneChannel): Promise<Call> {
  const reference = `${await anAnnounced(table, channel)}.2`;
  const body = { ...Object(api.receiveSmsCallback.examples?.request), reference };
  return { body, headers: signatureHeaders(PARTNER_SECRET, JSON.stringify(body), systemNow()) };
}

/** What somebody has filed at the national portal. */
export function aPortalFiling(): Call {
  const [eventId, portalCode] = [randomUUID(), `G22-${randomUUID()}`];
  const body = { ...Object(api.receivePortalFiling.examples?.request), eventId, portalCode };
  return { body, headers: signatureHeaders(PARTNER_SECRET, JSON.stringify(body), systemNow()) };
}

/** A dossier that waits for its fee. */
export async function charged(): Promise<string> {
  const dossierId = await inHand();
  const deadline = addDays(localDateOf(systemNow()), 5);
  await act(dossierId, caseOfficer, { action: 'requestPayment', deadline });
  return dossierId;
}

/** An attempt to pay the fee of a dossier. */
async function anAttempt(provider: ProviderId): Promise<{ dossierId: string; attempt: Attempt }> {
  const dossierId = await charged();
  const { dossier } = await loadFiledFile(dossierId);
  const begun = { number: 1, payment: 1, amountVnd: 200_000, provider };
  const attempt = begunAttempt(dossier.code, begun, systemNow());
  await commit([putAttempt(dossierId, attempt)]);
  return { dossierId, attempt };
}

/** A receipt of a fee that was paid at the desk. */
export async function aFeeReceipt(): Promise<{ dossierId: string; receiptCode: string }> {
  const dossierId = await charged();
  await act(dossierId, desk, { action: 'recordPayment' });
  const [receipt] = await loadFeeReceipts(dossierId);
  return { dossierId, receiptCode: receipt?.code ?? '' };
}

/** A drawer with one receipt in it, as its officer counts it. */
export async function aCounting(): Promise<Call> {
  const claims = { ...desk, sub: randomUUID() };
  const dossierId = await charged();
  await act(dossierId, claims, { action: 'recordPayment' });
  const [receipt] = await loadFeeReceipts(dossierId);
  const count = (receipt?.amountVnd ?? 0) / 1000;
  return { claims, key: randomUUID(), body: { version: 1, notes: [{ noteVnd: 1000, count }] } };
}

/** A drawer that was closed. */
export const aClosing = async (): Promise<{ code: string; countedVnd: number }> =>
  (await ask(api.closeDrawer, await aCounting())).body;

/** A dossier with money that its desk is to return. */
export async function paidInVain(): Promise<string> {
  const { dossierId, attempt } = await anAttempt('dvcqg');
  const at = systemNow();
  const refund = owedRefund(attempt, { amountVnd: 200_000, reason: 'came-late', at });
  await commit([putRefund(dossierId, afterWord(refund, 'refused', at))]);
  return dossierId;
}

/** A dossier with a payment of which its provider's file tells otherwise. */
export async function differing(): Promise<string> {
  const { dossierId, attempt } = await anAttempt('vnpay');
  const kind = 'missing-there' as const;
  const difference = { kind, moved: 'payment' as const, ourVnd: 200_000, day: localDateOf(systemNow()) };
  await commit([putChangedAttempt(dossierId, attempt, { ...attempt, difference })]);
  return dossierId;
}

export async function anIpn(): Promise<Call> {
  const { attempt } = await anAttempt('vnpay');
  const fields = {
    vnp_TxnRef: attempt.reference,
    vnp_Amount: '20000000',
    vnp_ResponseCode: '00',
    vnp_TransactionStatus: '00',
    vnp_TransactionNo: '14000001',
  };
  return { query: vnpaySigned(fields, PARTNER_SECRET) };
}

export async function aConfirm(): Promise<Call> {
  const { attempt } = await anAttempt('dvcqg');
  const example = Object(api.receiveDvcqgCallback.examples?.request);
  const fields = { ...example, MaThamChieu: attempt.reference };
  return { body: { ...fields, MaXacThuc: dvcqgProof(fields, 'CONFIRM', PARTNER_SECRET) } };
}

/** What the bank reports of a transfer that settles a fee. */
export async function aTransfer(): Promise<Call> {
  const dossierId = await charged();
  const reference = transferReference(dossierId, 1, 0);
  await commit([putTransfer(reference, { dossierId, payment: 1 })]);
  const transaction = `FT${randomUUID().slice(0, 8)}`;
  const body = { eventId: transaction, transaction, amountVnd: 200_000, content: reference };
  return { body, headers: signatureHeaders(PARTNER_SECRET, JSON.stringify(body), systemNow()) };
}

/** A transfer of which nobody knows what for. @returns the bank's number of it */
export async function anOpenTransfer(): Promise<string> {
  const transaction = `FT${randomUUID().slice(0, 8)}`;
  const said = { transaction, amountVnd: 200_000, content: 'Nộp tiền' };
  await commit([putCredit(creditOf(said, systemNow()))]);
  return transaction;
}

/** In hand, with an agency that is asked about it. */
export async function consulted(): Promise<string> {
  const dossierId = await inHand();
  const question = 'Phương án thoát nước có phù hợp không?';
  await act(dossierId, caseOfficer, { action: 'consult', agency: 'H25.10', question, workingDays: 5 });
  return dossierId;
}

/** A dossier that has ended. */
export async function refused(): Promise<string> {
  const dossierId = await submitted();
  await act(dossierId, desk, { action: 'refuse', reason: 'Không thuộc thẩm quyền giải quyết' });
  return dossierId;
}

/** With feedback that waits for its answer. */
export async function complainedOf(): Promise<string> {
  const dossierId = await submitted();
  await ask(api.sendFeedback, { claims: hoa, params: { dossierId } });
  return dossierId;
}

/** What opens the tracking of a dossier. */
export async function onReceipt(
  dossierId: string,
): Promise<{ readonly code: string; readonly secret: string }> {
  const { body } = await ask(api.readReceipt, { claims: hoa, params: { dossierId } });
  return { code: body.code, secret: body.trackingSecret };
}

/** An officer whom another covers, and until when. */
export async function aColleagueAway(): Promise<Call> {
  const claims = { ...caseOfficer, sub: 'cb-away' };
  const from = localDateOf(systemNow());
  const until = addDays(from, 1);
  const cover = { subject: 'cb-cover', name: 'Trịnh Thu Trang' };
  await ask(api.recordAbsence, { claims, body: { from, until, cover } });
  return { claims, params: { until } };
}

/** A file of the agency in a dossier in hand, uploaded and examined, at ETag "8". */
export async function aResultFile(bucket: ObjectStore) {
  const dossierId = await inHand();
  const page = Buffer.from(await aPage(true));
  const body = { name: 'Phiếu lý lịch tư pháp.pdf', sizeBytes: page.byteLength, sha256: sha256(page) };
  const declared = await ask(api.declareResult, { claims: caseOfficer, params: { dossierId }, body });
  const { documentId } = declared.body.document;
  bucket.upload(`/documents/dossiers/${dossierId}/${documentId}`, page);
  await settleDocument(dossierId, documentId);
  return { dossierId, documentId };
}

/** A result that was given out, of a dossier that is done. */
export async function keptResult(): Promise<Result> {
  const dossierId = await inHand();
  await act(dossierId, caseOfficer, { action: 'finish' });
  results += 1;
  const code = `H25.03-2021-KQ${String(results).padStart(6, '0')}`;
  const result = aResult({ dossierId, code, number: results });
  await commit([putResult(result, { owner: hoa.sub, agency: 'H25.03' })]);
  return result;
}
let results = 0;

/** The year in which statistics count a dossier, of a procedure that may move up. */
export async function aCountedYear(): Promise<{ readonly from: string; readonly to: string }> {
  await project([anEvent('dossier.received', { procedureCode: '2.001417' })]);
  return { from: '2021-01-01', to: '2021-12-31' };
}
