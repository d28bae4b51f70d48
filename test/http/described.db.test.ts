import { randomUUID } from 'node:crypto';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { problemsOf } from '../../infra/api/openapi/problems.ts';
import { caller } from '../../infra/settings/province.ts';
import { table } from '../../shared/aws.ts';
import { localDateOf, systemNow, toInstant } from '../../shared/clock.ts';
import { addDays, addWorkingDays } from '../../shared/deadline/calendar.ts';
import { civilServiceCalendar } from '../../shared/deadline/seed.ts';
import { listPut } from '../../shared/destruction/store.ts';
import { loadCounter } from '../../shared/dossier/code.ts';
import type { ProcedureOfDossier } from '../../shared/dossier/dossier.ts';
import { loadFile, loadFiledFile, putDossier } from '../../shared/dossier/store.ts';
import { loadFeeReceipts } from '../../shared/fee-receipt/store.ts';
import { loadFeedback, putChangedFeedback } from '../../shared/feedback/store.ts';
import type { HandOver } from '../../shared/hand-over/hand-over.ts';
import { putOpened } from '../../shared/hand-over/store.ts';
import { type Claims, callerFrom } from '../../shared/http/caller.ts';
import { putAnswer } from '../../shared/http/idempotency.ts';
import { type Operation, partnerOf } from '../../shared/http/operation.ts';
import { Problem, type ProblemCode, problems } from '../../shared/http/problems.ts';
import { serveRead } from '../../shared/http/serve-read.ts';
import { unchosen } from '../../shared/notification/preferences.ts';
import { api, operations } from '../../shared/operations.ts';
import { begunAttempt } from '../../shared/payment/attempt.ts';
import { afterWord, owedRefund } from '../../shared/payment/refund.ts';
import { putRefund } from '../../shared/payment/store.ts';
import { resultCode } from '../../shared/result/code.ts';
import { putResult } from '../../shared/result/store.ts';
import { requestedExport } from '../../shared/rights/export.ts';
import { putRequestedExport } from '../../shared/rights/export-store.ts';
import { signatureHeaders } from '../../shared/signature.ts';
import { counterKey, preferencesKey } from '../../shared/table/keys.ts';
import { commit } from '../../shared/table/transaction.ts';
import { creditOf } from '../../shared/transfer/credit.ts';
import { putCredit } from '../../shared/transfer/store.ts';
import { type Answered, type Call, call } from '../support/call.ts';
import { departments } from '../support/departments.ts';
import { aList, LIST } from '../support/destruction.ts';
import { aResult } from '../support/dossiers.ts';
import type { TestTable } from '../support/dynamodb.ts';
import { startApi } from '../support/environment.ts';
import { feeAccount } from '../support/fee-account.ts';
import {
  caseOfficer,
  declaration,
  declare,
  desk,
  draft,
  fill,
  form,
  hoa,
  officer,
  readyDraft,
  settleDocument,
  submit,
  submitted,
  transit,
} from '../support/filing.ts';
import { putAll } from '../support/kept-dossier.ts';
import { startKeyService } from '../support/key-service.ts';

const leader = officer('lanh-dao');
const system = { ...desk, VaiTro: 'he-thong' };
const SECRET = 'khóa chung với đối tác';
const secrets = mockClient(SSMClient);
/** What was uploaded is nothing, as its files are. */
mockClient(S3Client).on(GetObjectCommand).resolves({});
mockClient(SQSClient).on(SendMessageCommand).resolves({});
let target: TestTable;
beforeAll(async () => {
  target = await startApi();
  await commit([putOpened(anEmptyRecord), ...listPut(aList)]);
  Object.assign(process.env, {
    PARTNER_POSTAL_SECRET_NAME: '/motcua/test/partners/postal',
    PARTNER_SMS_SECRET_NAME: '/motcua/test/partners/sms',
    PARTNER_PUSH_SECRET_NAME: '/motcua/test/partners/push',
    PARTNER_VNPAY_URL: 'http://127.0.0.1:9',
    PARTNER_VNPAY_MERCHANT: 'HANAM001',
    PARTNER_VNPAY_SECRET_NAME: '/motcua/test/partners/vnpay',
    PARTNER_DVCQG_URL: 'http://127.0.0.1:9',
    PARTNER_DVCQG_MERCHANT: 'H25',
    PARTNER_DVCQG_SECRET_NAME: '/motcua/test/partners/dvcqg',
    PARTNER_BANK_SECRET_NAME: '/motcua/test/partners/bank',
    PARTNER_PORTAL_SECRET_NAME: '/motcua/test/partners/portal',
    FEE_ACCOUNT: feeAccount,
    DEPARTMENTS: departments('H25.03'),
  });
});
afterAll(() => target.stop());
beforeEach(() => {
  secrets.on(GetParameterCommand).resolves({ Parameter: { Value: SECRET } });
});

/** Someone whom the contract of an operation lets in. */
function callerOf({ callers }: Operation) {
  if (typeof callers === 'string' || 'partner' in callers) return undefined;
  if (callers.applicants) return hoa;
  if (callers.officers?.includes('deskOfficer')) return desk;
  if (callers.officers?.includes('caseOfficer')) return caseOfficer;
  if (callers.officers?.includes('departmentSystem')) return system;
  return callers.officers?.includes('agencyLeader') ? leader : { ...desk, VaiTro: 'kiem-soat-tthc' };
}

/** A result that there is not, and why it would be revoked or replaced. */
const unknown = {
  resultCode: 'H25.03-2021-KQ999999',
  reason: 'Cấp cho người không đủ điều kiện',
  legalBasis: 'Luật Lý lịch tư pháp 2009, Điều 50',
};
const period = { from: '2021-01-01', to: '2021-10-10' };

/** What some ask for in their query. */
const queries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'list-readings': { agency: 'H25.03', day: '2021-10-11' },
  'list-reconciliations': { from: '2021-10-01', to: '2021-10-31' },
  'list-results': { year: '2021' },
  'open-register': { from: '2021-10-01', to: '2021-10-31' },
  'read-figures': period,
  'compare-periods': { ...period, withFrom: '2020-01-01', withTo: '2020-12-31' },
  'read-report': period,
  'read-revenue': period,
  'read-cash': { from: '2021-10-01', to: '2021-10-31' },
  'read-indicators': period,
  'list-candidates': period,
  'list-counted-dossiers': { ...period, figure: 'received', agency: 'H25.03' },
  'receive-vnpay-callback': {
    vnp_TxnRef: 'H25x03y211010y0001y1',
    vnp_Amount: '20000000',
    vnp_ResponseCode: '00',
    vnp_TransactionStatus: '00',
    vnp_SecureHash: '0',
  },
};

/** Operations whose answer is a table too. */
const spreadsheets = operations.filter(({ spreadsheet }) => spreadsheet);

/** A hand-over record without an item, at ETag "1". */
const RECORD = '2099-000001';
const anEmptyRecord: HandOver = {
  v: 1,
  version: 1,
  agency: 'H25.03',
  year: 2099,
  number: 1,
  state: 'open',
  direction: 'outbound',
  lines: [],
  arrivals: [],
  openedAt: toInstant(new Date(0)),
  openedBy: { subject: 'cb-1', name: 'Cán bộ' },
};

/** A call of an operation in which everything is as its description says, about things that there are not. */
const wellFormed = (operation: Operation): Call => ({
  claims: callerOf(operation),
  params: {
    dossierId: randomUUID(),
    documentId: randomUUID(),
    agency: 'H25.03',
    code: '1.999999',
    sheet: 'receipt',
    resultCode: unknown.resultCode,
    receiptCode: 'H25.03-2021-BL0000001',
    until: '2099-12-31',
    number: '1',
    provider: 'vnpay',
    transaction: 'FT999999',
    record: RECORD,
    closing: 'H25.03-20211011-QT999999',
    list: LIST,
    form: '06a',
    purpose: 'further-addresses',
  },
  query: queries[operation.id],
  body: operation.examples?.request,
  key: randomUUID(),
  etag: '"9"',
});

async function ask(operation: Operation, change: Call = {}): Promise<Answered> {
  const { handler } = await import(`../../functions/${operation.area}/${operation.id}.ts`);
  const said = { ...wellFormed(operation), ...change };
  const rawBody = said.rawBody ?? (said.body === undefined ? undefined : JSON.stringify(said.body));
  const signed = partnerOf(operation.callers) && signatureHeaders(SECRET, rawBody ?? '', new Date());
  return call(operation, handler, { ...said, headers: { ...signed, ...said.headers } });
}

const aDraft = async (): Promise<string> => (await draft()).body.id;

/** A draft of a procedure that is paid before submission: without a form, or with all but the money. */
const aCompany = async (): Promise<string> => (await draft(hoa, '2.001583')).body.id;
async function aReadyCompany(): Promise<string> {
  const dossierId = await aCompany();
  const answers = {
    companyName: 'Công ty TNHH Hoa Sen',
    headOffice: 'Số 12 đường Quy Lưu, Phủ Lý',
    charterCapitalVnd: 1_000_000_000,
    mainBusiness: 'Bán lẻ sách',
  };
  await fill(dossierId, { body: { ...form, answers } });
  for (const paperId of ['application-form', 'charter', 'identity-copy']) {
    const { body } = await declare(dossierId, { body: declaration(paperId) });
    await settleDocument(dossierId, body.document.documentId);
  }
  return dossierId;
}

/** What a desk opened for papers, without a form as yet. */
const anIntake = async (): Promise<string> => (await ask(api.openIntake)).body.id;

/** A dossier that whoever calls an operation can see. */
const aDraftFor = (operation: Operation) => {
  const who = callerOf(operation);
  if (who === desk) return anIntake();
  return who === caseOfficer || who === leader ? submitted() : aDraft();
};

/** A draft whose papers go by post. */
async function aPostedDraft(isFilled = true): Promise<string> {
  const { body } = await ask(api.createDraft, { body: { procedureCode: '2.000488', channel: 'post' } });
  if (isFilled) await fill(body.id);
  return body.id;
}

/** Its collection is booked for the next morning, if nothing else is said. */
function book(dossierId: string, change: object = {}, etag = '"2"'): Promise<Answered> {
  const day = addWorkingDays(localDateOf(systemNow()), 1, civilServiceCalendar());
  const example = Object(api.bookConsignment.examples?.request);
  const body = { ...example, window: { day, part: 'morning' }, ...change };
  return ask(api.bookConsignment, { params: { dossierId }, etag, body });
}

/** A desk receives it, with every paper counted. */
const receive = (dossierId: string, etag: string): Promise<Answered> =>
  ask(api.receiveIntake, { params: { dossierId }, etag });

/** An intake that lacks nothing but its reception, at ETag "2". */
async function readyIntake(): Promise<string> {
  const dossierId = await anIntake();
  await fill(dossierId, { claims: desk });
  return dossierId;
}

/** Lets a dossier be of a procedure that was changed, or went, since it was made. */
async function nowOf(
  dossierId: string,
  change: Partial<ProcedureOfDossier>,
  claims: Claims = hoa,
): Promise<string> {
  const { dossier } = await loadFile(dossierId, callerFrom(claims, caller));
  await commit(putDossier(dossier, { ...dossier, procedure: { ...dossier.procedure, ...change } }));
  return dossierId;
}

const gone = { code: '1.999999' };
/** A term that ends after all years that the calendar has. */
const endless = { processing: { unit: 'calendarDays', days: 3650 } } as const;

const request = {
  action: 'requestSupplement',
  reason: 'Bản sao căn cước không đọc được',
  items: [
    { name: 'Bản sao CCCD', paperId: 'identity-copy' },
    { name: 'Số điện thoại', field: '/applicant/phone' },
  ],
  deadline: '2099-12-31',
};

/** A dossier for which a supplement is asked, at ETag "6": a paper, and the telephone number. */
async function asked(): Promise<string> {
  const dossierId = await submitted();
  await transit(dossierId, request, { etag: '"5"' });
  return dossierId;
}

/** Two rounds are all: one that the law gives, and one at the agency's fault. At ETag "11". */
async function askedTwice(): Promise<string> {
  const dossierId = await asked();
  await answered(dossierId, '0987654321');
  await transit(dossierId, request, { etag: '"8"' });
  const { body } = await declare(dossierId, { body: declaration('identity-copy') });
  await settleDocument(dossierId, body.document.documentId);
  const said = { action: 'answerSupplement', corrections: { '/applicant/phone': '0987654322' } };
  await transit(dossierId, said, { claims: hoa, etag: '"10"' });
  return dossierId;
}

/** A dossier that has ended. */
async function refused(): Promise<string> {
  const dossierId = await submitted();
  await transit(dossierId, { action: 'refuse', reason }, { etag: '"5"' });
  return dossierId;
}

/** A dossier that waits for its fee. */
async function charged(): Promise<string> {
  const dossierId = await submitted();
  await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
  await transit(dossierId, { action: 'requestPayment', deadline: '2099-12-31' }, { etag: '"6"' });
  return dossierId;
}

/** A receipt of a fee that was paid at the desk. */
async function aFeeReceipt(): Promise<{ dossierId: string; receiptCode: string }> {
  const dossierId = await charged();
  const { dossier } = await loadFiledFile(dossierId);
  await transit(dossierId, { action: 'recordPayment' }, { etag: `"${dossier.version}"` });
  const [receipt] = await loadFeeReceipts(dossierId);
  return { dossierId, receiptCode: receipt?.code ?? '' };
}

/** A drawer with a receipt in it that its officer has closed. */
async function aClosing() {
  await aFeeReceipt();
  const query = { from: '2099-12-01', to: '2099-12-31' };
  const [{ version, expectedVnd }] = (await ask(api.readCash, { claims: desk, query })).body.drawers;
  const notes = [{ noteVnd: 100, count: expectedVnd / 100 }];
  return (await ask(api.closeDrawer, { claims: desk, body: { version, notes } })).body;
}

/** Money that came online when a dossier waited for none, and that no provider returns. */
async function paidInVain(): Promise<string> {
  const dossierId = await submitted();
  const at = new Date();
  const begun = { number: 1, payment: 1, amountVnd: 200_000, provider: 'dvcqg' } as const;
  const attempt = begunAttempt('H25.03-211010-0001', begun, at);
  const refund = owedRefund(attempt, { amountVnd: 200_000, reason: 'came-late', at });
  await commit([putRefund(dossierId, afterWord(refund, 'refused', at))]);
  return dossierId;
}

/** A transfer of which nobody knows what for. */
async function anOpenTransfer(): Promise<{ transaction: string }> {
  const transaction = `FT${randomUUID().slice(0, 8)}`;
  await commit([putCredit(creditOf({ transaction, amountVnd: 1000, content: 'x' }, new Date()))]);
  return { transaction };
}

/** Feedback that waits for its answer. */
async function complainedOf(): Promise<string> {
  const dossierId = await submitted();
  await ask(api.sendFeedback, { params: { dossierId } });
  return dossierId;
}

/** That another telephone is to stand in the form. */
const aCorrection = (value: string) => ({
  kind: 'correction',
  words: 'Tờ khai ghi nhầm số điện thoại.',
  correction: { field: '/applicant/phone', value },
});
const accepted = { words: 'Đã đối chiếu với giấy tờ.', verdict: 'accepted' };

/** That waits for its answer. */
async function toBeCorrected(): Promise<{ readonly dossierId: string; readonly number: string }> {
  const dossierId = await submitted();
  await ask(api.sendFeedback, { params: { dossierId }, body: aCorrection('0912345679') });
  return { dossierId, number: '1' };
}

/** What opens the tracking of a dossier. */
async function onReceipt(dossierId: string) {
  const { body } = await ask(api.readReceipt, { params: { dossierId } });
  return { code: body.code, secret: body.trackingSecret, grade: 'satisfied' };
}

/** In a year whose days off nobody has entered yet. */
async function beyondTheCalendar(run: () => Promise<Answered>): Promise<Answered> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-12-29T02:00:00Z') });
  try {
    return await run();
  } finally {
    vi.useRealTimers();
  }
}

/** Answers it with this number, and with the paper or without it. */
async function answered(
  dossierId: string,
  phone: string,
  paper = true,
  etag = paper ? '"7"' : '"6"',
): Promise<Answered> {
  if (paper) {
    const { body } = await declare(dossierId, { body: declaration('identity-copy') });
    await settleDocument(dossierId, body.document.documentId);
  }
  const said = { action: 'answerSupplement', corrections: { '/applicant/phone': phone } };
  return transit(dossierId, said, { claims: hoa, etag });
}

const reason = 'Chờ kết quả tra cứu của cơ quan khác';

/** An apology, with the local day so many days from today. */
const reappoint = (dossierId: string, days: number, etag: string): Promise<Answered> => {
  const newDate = addDays(localDateOf(new Date()), days);
  return transit(dossierId, { action: 'reappoint', reason, newDate }, { claims: leader, etag });
};

/** In hand at ETag "7". */
async function inHand(delivery?: object): Promise<string> {
  const dossierId = await submitted(hoa, delivery);
  await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
  await transit(dossierId, { action: 'startProcessing' }, { claims: caseOfficer, etag: '"6"' });
  return dossierId;
}

/** A file of the agency in a dossier in hand, at ETag "8". */
async function withResultFile(isExamined = true) {
  const dossierId = await inHand();
  const { documentId } = (await ask(api.declareResult, { params: { dossierId } })).body.document;
  if (isExamined) await settleDocument(dossierId, documentId);
  const body = { documentId, abstract: 'Phiếu lý lịch tư pháp số 1' };
  return { dossierId, documentId, sign: { params: { dossierId }, etag: '"8"', body } };
}

/** A dossier that is done, at ETag "8", with a result that was given out, or changed so. */
async function withResult(change: object = {}) {
  const dossierId = await inHand();
  await transit(dossierId, { action: 'finish' }, { claims: caseOfficer, etag: '"7"' });
  results += 1;
  const numbered = { code: resultCode({ agency: 'H25.03', year: 2020, number: results }), number: results };
  const result = aResult({ dossierId, year: 2020, ...numbered, ...change });
  await commit([putResult(result, { owner: hoa.sub, agency: 'H25.03' })]);
  return { dossierId, resultCode: result.code };
}
let results = 0;

const revoked = {
  end: {
    kind: 'revoked',
    at: '2021-10-25T08:00:00.000Z',
    by: { kind: 'system', worker: 'a test' },
    reason: unknown.reason,
    legalBasis: unknown.legalBasis,
  },
};

/** Puts another result in the place of one. */
const replace = async (dossierId: string, resultCode: string): Promise<Answered> =>
  ask(api.signResult, {
    params: { dossierId },
    etag: '"9"',
    body: {
      documentId: (await ask(api.declareResult, { params: { dossierId } })).body.document.documentId,
      abstract: 'Phiếu lý lịch tư pháp số 1',
      replaces: { ...unknown, resultCode },
    },
  });

const revoke = (dossierId: string, resultCode: string): Promise<Answered> =>
  transit(dossierId, { action: 'revokeResult', ...unknown, resultCode }, { claims: leader, etag: '"8"' });

const reuse = (dossierId: string, resultCode: string, paperId = 'identity-copy'): Promise<Answered> =>
  ask(api.reuseResult, { params: { dossierId }, body: { paperId, resultCode, consentVersion: 1 } });

/** The same, on the day on which it is due. */
async function inHandTooLong(): Promise<string> {
  const dossierId = await inHand();
  const { dossier } = await loadFiledFile(dossierId);
  await commit(putDossier(dossier, { ...dossier, dueAt: toInstant(new Date()) }));
  return dossierId;
}

const water = officer('chuyen-vien', 'H25.10');

/** The same, with an agency that is asked about it; at ETag "8". */
async function consulted(): Promise<string> {
  const dossierId = await inHand();
  const question = 'Phương án thoát nước có phù hợp không?';
  const said = { action: 'consult', agency: 'H25.10', question, workingDays: 5 };
  await transit(dossierId, said, { claims: caseOfficer, etag: '"7"' });
  return dossierId;
}

/** In hand, with a proposal that lies with the leader; at ETag "8". */
async function proposed(): Promise<string> {
  const dossierId = await inHand();
  const proposal = { action: 'propose', outcome: 'issue', appraisal: 'Hồ sơ đủ điều kiện' };
  await transit(dossierId, proposal, { claims: caseOfficer, etag: '"7"' });
  return dossierId;
}

const opinionOn = (dossierId: string, change: Call = {}): Promise<Answered> =>
  ask(api.answerConsultation, { claims: water, params: { dossierId }, ...change });

/** An officer who is away, and whom another covers. */
async function away(): Promise<Record<string, string>> {
  const claims = { ...caseOfficer, sub: 'cb-away', MaCoQuan: 'H25.03' };
  const today = localDateOf(new Date());
  const cover = { subject: 'cb-cover', name: 'Trịnh Thu Trang' };
  await ask(api.recordAbsence, { claims, body: { from: today, until: addDays(today, 1), cover } });
  // What was looked up before is forgotten by then.
  vi.setSystemTime(Date.now() + 31_000);
  return claims;
}

async function onAFullDay(file: () => Promise<Answered>): Promise<Answered> {
  const day = localDateOf(new Date());
  const taken = await loadCounter('H25.03', day);
  const put = (count: number) =>
    target.client.send(
      new PutCommand({
        TableName: target.tableName,
        Item: { ...counterKey('H25.03', day), v: 1, taken: count },
      }),
    );
  await put(9999);
  try {
    return await file();
  } finally {
    await put(taken);
  }
}

type Provoke = (operation: Operation) => Promise<Answered>;

/** What of a call is wrong: the same at every operation. */
const anywhere: Partial<Record<ProblemCode, Provoke>> = {
  'caller-not-allowed': async (operation) => {
    if (callerOf(operation)) return ask(operation, { claims: { sub: 'nobody' } });
    process.env.EDGE_KEY = 'what the edge alone knows';
    try {
      return await ask(operation);
    } finally {
      delete process.env.EDGE_KEY;
    }
  },
  'signature-invalid': (operation) => ask(operation, { headers: { 'x-motcua-signature': 'sha256=0' } }),
  'body-too-large': (operation) => ask(operation, { rawBody: `"${'x'.repeat(300_000)}"` }),
  'malformed-json': (operation) => ask(operation, { rawBody: '{' }),
  'body-not-json': (operation) => ask(operation, { headers: { 'content-type': 'text/plain' } }),
  'invalid-request': (operation) => {
    if (operation.params) {
      const params = {
        dossierId: 'x',
        documentId: 'x',
        agency: 'x',
        code: 'x',
        sheet: 'x',
        resultCode: 'x',
        receiptCode: 'x',
        until: 'x',
        number: 'x',
        provider: 'x',
        record: 'x',
        closing: 'x',
        list: 'x',
        transaction: '-',
      };
      // Where the agency is to be the caller's own, it is the caller's that is none.
      return ask(operation, { params, claims: { ...callerOf(operation), MaCoQuan: 'x' } });
    }
    return ask(operation, operation.query ? { query: { unheard: 'of' } } : { body: {} });
  },
  'idempotency-key-required': (operation) => ask(operation, { key: undefined }),
  'if-match-required': (operation) => ask(operation, { etag: undefined }),
  'version-stale': async (operation) =>
    ask(operation, { params: { dossierId: await aDraftFor(operation) }, etag: '"9"' }),
  'idempotency-key-reused': async (operation) => {
    const { eventId } = { eventId: randomUUID(), ...(operation.examples?.request ?? {}) };
    const account = callerOf(operation);
    const [subject, key] = account
      ? [account.sub, randomUUID()]
      : [partnerOf(operation.callers) ?? '', eventId];
    const other = { subject, key, requestHash: 'of another request' };
    await commit([putAnswer(other, { status: 200, headers: {}, body: '' }, new Date())]);
    const dossierId = await aDraftFor(operation);
    return ask(operation, { key, params: { ...wellFormed(operation).params, dossierId } });
  },
  'cursor-invalid': async (operation) =>
    ask(operation, {
      params: { ...wellFormed(operation).params, dossierId: await aDraft() },
      query: { ...wellFormed(operation).query, cursor: 'bm9wZQ' },
    }),
  'dossier-not-found': (operation) => ask(operation),
  internal: (operation) =>
    call(
      operation,
      serveRead(operation, async () => {
        throw new Error('a fault of ours');
      }),
      wellFormed(operation),
    ),
  'too-many-calls': async (operation) => {
    const idle = serveRead(operation, async () => {
      throw new Problem('busy');
    });
    const wire = mockClient(table);
    wire.on(UpdateCommand).resolves({ Attributes: { done: 1e9 } });
    try {
      let answer = await call(operation, idle, wellFormed(operation));
      while (answer.status === problems.busy.status)
        answer = await call(operation, idle, wellFormed(operation));
      return answer;
    } finally {
      wire.restore();
    }
  },
  busy: async (operation) => {
    const wire = mockClient(table);
    wire.onAnyCommand().rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
    try {
      return await ask(operation);
    } finally {
      wire.restore();
    }
  },
};

/** The system of an agency that reads the feed alone. */
const withoutQueue = { claims: { ...system, MaCoQuan: 'H25.09' }, params: { agency: 'H25.09' } };

/** What the dossier, the catalogue or the day does not allow: by operation. */
const here: Readonly<Record<string, Partial<Record<ProblemCode, Provoke>>>> = {
  'list-events': {
    'events-expired': (operation) => ask(operation, { query: { from: '2021-10-11T00:00:00+07:00' } }),
  },
  'change-subscription': {
    'subscription-not-found': (operation) => ask(operation, withoutQueue),
    'subscription-not-allowed': (operation) => ask(operation, { body: { action: 'resume' } }),
  },
  'replay-events': {
    'subscription-not-found': (operation) => ask(operation, withoutQueue),
    'dossier-not-found': (operation) =>
      ask(operation, { body: { kind: 'dossier', dossierId: randomUUID() } }),
    'cursor-invalid': (operation) => ask(operation, { body: { kind: 'cursor', cursor: 'bm9wZQ' } }),
    'events-expired': (operation) => ask(operation),
  },
  'read-procedure': { 'procedure-not-found': (operation) => ask(operation) },
  'create-draft': {
    'procedure-not-found': () => draft(hoa, '1.999999'),
    'online-filing-not-offered': () => draft(hoa, '2.002036'),
  },
  'fill-form': {
    'procedure-not-found': async () => fill(await nowOf(await aDraft(), gone)),
    'form-invalid': async () => fill(await aDraft(), { body: { ...form, answers: {} } }),
    'transition-not-allowed': async () => fill(await submitted(), { etag: '"5"' }),
  },
  'declare-document': {
    'procedure-not-found': async () => declare(await nowOf(await aDraft(), gone)),
    'document-not-fit': async () => declare(await aDraft(), { body: declaration('no-such-paper') }),
    'transition-not-allowed': async () => declare(await submitted()),
  },
  'remove-document': {
    'document-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await aDraft(), documentId: randomUUID() } }),
    'transition-not-allowed': async (operation) =>
      ask(operation, { params: { dossierId: await submitted(), documentId: randomUUID() } }),
  },
  'open-document': {
    'document-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await aDraft(), documentId: randomUUID() } }),
    'document-not-open': async (operation) => {
      const dossierId = await aDraft();
      const { documentId } = (await declare(dossierId)).body.document;
      return ask(operation, { params: { dossierId, documentId } });
    },
  },
  'submit-dossier': {
    'procedure-not-found': async () => submit(await nowOf(await aDraft(), gone), { etag: '"1"' }),
    'online-filing-not-offered': async () =>
      submit(await nowOf(await aDraft(), { code: '2.002036' }), { etag: '"1"' }),
    'form-invalid': async () => submit(await aDraft(), { etag: '"1"' }),
    'papers-incomplete': async () => {
      const dossierId = await aDraft();
      await fill(dossierId);
      return submit(dossierId, { etag: '"2"' });
    },
    'result-not-valid': async () => {
      const dossierId = await readyDraft();
      const earlier = await withResult();
      await reuse(dossierId, earlier.resultCode);
      await revoke(earlier.dossierId, earlier.resultCode);
      return submit(dossierId, { etag: '"5"' });
    },
    'fees-unpaid': async () => submit(await aReadyCompany(), { etag: '"5"' }),
    'transition-not-allowed': async () => submit(await submitted(), { etag: '"5"' }),
    'day-full': async () => {
      const dossierId = await readyDraft();
      return onAFullDay(() => submit(dossierId));
    },
  },
  'open-intake': {
    'procedure-not-found': (operation) =>
      ask(operation, { body: { procedureCode: '1.999999', channel: 'desk' } }),
  },
  'receive-intake': {
    'procedure-not-found': async () => receive(await nowOf(await anIntake(), gone, desk), '"1"'),
    'form-invalid': async () => receive(await anIntake(), '"1"'),
    'papers-incomplete': async (operation) =>
      ask(operation, { params: { dossierId: await anIntake() }, etag: '"1"', body: { papers: [] } }),
    'calendar-ends': async () => receive(await nowOf(await readyIntake(), endless, desk), '"2"'),
    'transition-not-allowed': async () => {
      const dossierId = await readyIntake();
      await receive(dossierId, '"2"');
      return receive(dossierId, '"3"');
    },
    'day-full': async () => {
      const dossierId = await readyIntake();
      return onAFullDay(() => receive(dossierId, '"2"'));
    },
  },
  'apply-transition': {
    'transition-not-allowed': async () =>
      transit(await submitted(), { action: 'finish' }, { claims: caseOfficer, etag: '"5"' }),
    'papers-incomplete': async () => answered(await asked(), '0987654321', false),
    'supplement-by-post': async () => {
      const dossierId = await asked();
      await book(dossierId, { papers: [{ paperId: 'identity-copy', originals: 0, copies: 1 }] }, '"6"');
      return answered(dossierId, '0987654321', false, '"7"');
    },
    'form-invalid': async () => answered(await asked(), '123'),
    'not-in-your-hands': async () => {
      const claims = { ...caseOfficer, sub: 'cb-colleague' };
      return transit(await inHand(), { action: 'finish' }, { claims, etag: '"7"' });
    },
    'officer-away': async () => {
      const dossierId = await submitted();
      await transit(dossierId, { action: 'receive' }, { etag: '"5"' });
      vi.useFakeTimers({ toFake: ['Date'] });
      try {
        return await transit(dossierId, { action: 'claim' }, { claims: await away(), etag: '"6"' });
      } finally {
        vi.useRealTimers();
      }
    },
    'payment-not-open': async () =>
      transit(await submitted(), { action: 'waiveCharge', reason }, { etag: '"5"' }),
    'fees-unpaid': async () => {
      const dossierId = await submitted();
      const { dossier } = await loadFiledFile(dossierId);
      await commit(putDossier(dossier, { ...dossier, status: 'paymentRequested', feesFirst: true }));
      return transit(dossierId, { action: 'receive' }, { etag: '"5"' });
    },
    'approval-required': async () =>
      transit(await proposed(), { action: 'finish' }, { claims: caseOfficer, etag: '"8"' }),
    'consultation-open': async () =>
      transit(await consulted(), { action: 'finish' }, { claims: caseOfficer, etag: '"8"' }),
    'supplement-limit-reached': async () => transit(await askedTwice(), request, { etag: '"11"' }),
    'calendar-ends': async () =>
      transit(await nowOf(await submitted(), endless), { action: 'receive' }, { etag: '"5"' }),
    'extension-not-offered': async () => {
      const dossierId = await nowOf(await inHand(), { extended: undefined });
      return transit(dossierId, { action: 'extend', reason }, { claims: leader, etag: '"7"' });
    },
    'reappointment-limit-reached': async () => {
      const dossierId = await inHand();
      await reappoint(dossierId, 30, '"7"');
      return reappoint(dossierId, 60, '"8"');
    },
    'reappointment-too-late': async () => reappoint(await inHandTooLong(), 30, '"7"'),
    'result-missing': async () => {
      const dossierId = await inHand({ channel: 'online' });
      return transit(dossierId, { action: 'finish' }, { claims: caseOfficer, etag: '"7"' });
    },
    'result-not-found': async () => revoke((await withResult()).dossierId, unknown.resultCode),
    'result-not-valid': async () => {
      const { dossierId, resultCode: code } = await withResult(revoked);
      return revoke(dossierId, code);
    },
  },
  'declare-result': {
    'document-not-fit': async (operation) =>
      ask(operation, {
        params: { dossierId: await inHand() },
        body: { ...Object(operation.examples?.request), sizeBytes: 0 },
      }),
    'transition-not-allowed': async (operation) =>
      ask(operation, { params: { dossierId: await submitted() } }),
  },
  'sign-result': {
    'document-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await inHand() }, etag: '"7"' }),
    'document-not-open': async (operation) => ask(operation, (await withResultFile(false)).sign),
    'signer-missing': async (operation) => ask(operation, (await withResultFile()).sign),
    'file-not-signable': async (operation) => {
      const { sign } = await withResultFile();
      const keys = await startKeyService(target);
      try {
        return await ask(operation, sign);
      } finally {
        await keys.stop();
      }
    },
    'result-not-found': async () => replace((await withResult()).dossierId, unknown.resultCode),
    'result-not-valid': async () => {
      const { dossierId, resultCode: code } = await withResult(revoked);
      return replace(dossierId, code);
    },
    'transition-not-allowed': async (operation) =>
      ask(operation, { params: { dossierId: await submitted() }, etag: '"5"' }),
    'approval-required': async (operation) =>
      ask(operation, { params: { dossierId: await proposed() }, etag: '"8"' }),
    'consultation-open': async (operation) =>
      ask(operation, { params: { dossierId: await consulted() }, etag: '"8"' }),
  },
  'open-result': {
    'result-not-found': async (operation) =>
      ask(operation, {
        params: { dossierId: await submitted(), resultCode: unknown.resultCode },
      }),
  },
  'reuse-result': {
    'consent-required': async (operation) => {
      const claims = { ...hoa, sub: randomUUID() };
      const body = { state: 'withdrawn' };
      await ask(api.changeConsent, { claims, params: { purpose: 'reuse-results' }, body });
      return ask(operation, { claims, params: { dossierId: (await draft(claims)).body.id } });
    },
    'consent-of-guardian': async (operation) => {
      const claims = { ...hoa, sub: randomUUID(), SoDinhDanh: '035215001234' };
      return ask(operation, { claims, params: { dossierId: (await draft(claims)).body.id } });
    },
    'procedure-not-found': async () =>
      reuse(await nowOf(await aDraft(), gone), (await withResult()).resultCode),
    'document-not-fit': async () => reuse(await aDraft(), (await withResult()).resultCode, 'no-such-paper'),
    'result-not-found': async () => reuse(await aDraft(), unknown.resultCode),
    'result-not-valid': async () => reuse(await aDraft(), (await withResult(revoked)).resultCode),
    'transition-not-allowed': async () => reuse(await submitted(), unknown.resultCode),
  },
  'verify-paper': { 'verification-not-found': (operation) => ask(operation) },
  'open-sheet': {
    'sheet-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await submitted(), sheet: 'apology' } }),
  },
  'answer-consultation': {
    'idempotency-key-reused': async () => {
      const key = randomUUID();
      const other = { subject: water.sub, key, requestHash: 'of another request' };
      await commit([putAnswer(other, { status: 200, headers: {}, body: '' }, new Date())]);
      return opinionOn(await consulted(), { key });
    },
    'consultation-ended': async () => {
      const dossierId = await consulted();
      await opinionOn(dossierId);
      return opinionOn(dossierId);
    },
  },
  'search-dossiers': {
    'cursor-invalid': (operation) => ask(operation, { body: { by: 'name', name: 'hoa', cursor: 'bm9wZQ' } }),
  },
  // An example that asks for no code: none is to be sent.
  'set-preferences': {
    'idempotency-key-reused': async (operation) => {
      const key = randomUUID();
      const other = { subject: hoa.sub, key, requestHash: 'of another request' };
      await commit([putAnswer(other, { status: 200, headers: {}, body: '' }, new Date())]);
      return ask(operation, { key, body: { language: 'vi', channels: [], addresses: [] } });
    },
    'consent-required': (operation) => ask(operation, { claims: { ...hoa, sub: randomUUID() } }),
    'codes-used-up': async (operation) => {
      const day = localDateOf(new Date());
      await commit([{ put: { ...preferencesKey('cd-told'), ...unchosen, codes: { day, sent: 5 } } }]);
      const claims = { ...hoa, sub: 'cd-told' };
      await ask(api.changeConsent, { claims, params: { purpose: 'further-addresses' } });
      return ask(operation, { claims });
    },
  },
  'confirm-address': { 'code-not-valid': (operation) => ask(operation) },
  'end-absence': { 'absence-not-found': (operation) => ask(operation) },
  'preview-supplement': {
    'transition-not-allowed': async (operation) => ask(operation, { params: { dossierId: await asked() } }),
    'not-in-your-hands': async (operation) =>
      ask(operation, {
        claims: { ...caseOfficer, sub: 'cb-colleague' },
        params: { dossierId: await inHand() },
      }),
    'supplement-limit-reached': async (operation) =>
      ask(operation, { params: { dossierId: await askedTwice() } }),
    'calendar-ends': async (operation) =>
      ask(operation, {
        claims: caseOfficer,
        params: { dossierId: await nowOf(await inHand(), endless) },
      }),
  },
  'record-refund': {
    'transition-not-allowed': async (operation) =>
      ask(operation, { params: { dossierId: await anIntake(), number: '1' } }),
    'refund-not-open': async (operation) =>
      ask(operation, { params: { dossierId: await submitted(), number: '1' } }),
    'cash-not-allowed': async (operation) => {
      const body = { document: 'Phiếu chi 0045/2021', fromDrawer: true };
      const claims = { ...desk, sub: 'cb-without-cash' };
      return ask(operation, { claims, params: { dossierId: await paidInVain(), number: '1' }, body });
    },
  },
  'explain-difference': {
    'transition-not-allowed': async (operation) =>
      ask(operation, { params: { dossierId: await anIntake(), number: '1' } }),
    'difference-not-open': async (operation) =>
      ask(operation, { params: { dossierId: await submitted(), number: '1' } }),
  },
  'end-fee-receipt': {
    'transition-not-allowed': async (operation) =>
      ask(operation, { params: { dossierId: await anIntake(), receiptCode: 'H25.03-2021-BL0000001' } }),
    'fee-receipt-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await submitted(), receiptCode: 'H25.03-2021-BL0000001' } }),
    'fee-receipt-not-valid': async (operation) => {
      const params = await aFeeReceipt();
      await ask(operation, { params });
      return ask(operation, { params });
    },
    'cash-not-allowed': async (operation) => {
      const body = { as: 'cancelled', reason, document: 'Phiếu chi 0045/2021', fromDrawer: true };
      const claims = { ...desk, sub: 'cb-without-cash' };
      return ask(operation, { claims, params: await aFeeReceipt(), body });
    },
  },
  'read-cash': {
    'invalid-request': (operation) => ask(operation, { query: { from: '2021-10-01', to: '2021-12-31' } }),
  },
  'close-drawer': {
    'cash-not-found': (operation) => ask(operation, { claims: { ...desk, sub: 'cb-without-cash' } }),
    'version-stale': async (operation) => {
      await aFeeReceipt();
      return ask(operation, { body: { version: 9999, notes: [] } });
    },
  },
  'take-over-cash': {
    'cash-not-found': (operation) => ask(operation),
    'cash-not-allowed': async (operation) => {
      const { code, countedVnd } = await aClosing();
      return ask(operation, { params: { closing: code }, body: { receivedVnd: countedVnd } });
    },
  },
  'open-closing-sheet': { 'cash-not-found': (operation) => ask(operation) },
  'quote-fees': { 'tariff-not-found': (operation) => ask(operation) },
  'start-payment': {
    'procedure-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await nowOf(await aDraft(), gone) } }),
    'form-invalid': async (operation) => ask(operation, { params: { dossierId: await aCompany() } }),
    'transition-not-allowed': async (operation) => ask(operation, { params: { dossierId: await aDraft() } }),
    'payment-not-open': async (operation) => ask(operation, { params: { dossierId: await submitted() } }),
    'payment-under-way': async (operation) => {
      const params = { dossierId: await charged() };
      await ask(operation, { params });
      return ask(operation, { params, body: { provider: 'dvcqg' } });
    },
    'provider-unavailable': async (operation) =>
      ask(operation, { params: { dossierId: await charged() }, body: { provider: 'dvcqg' } }),
  },
  'start-transfer': {
    'procedure-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await nowOf(await aDraft(), gone) } }),
    'form-invalid': async (operation) => ask(operation, { params: { dossierId: await aCompany() } }),
    'transition-not-allowed': async (operation) => ask(operation, { params: { dossierId: await aDraft() } }),
    'payment-not-open': async (operation) => ask(operation, { params: { dossierId: await submitted() } }),
  },
  'end-transfer': {
    'transfer-not-found': (operation) => ask(operation),
    'transfer-not-open': async (operation) => {
      const params = await anOpenTransfer();
      await ask(operation, { params });
      return ask(operation, { params });
    },
    'dossier-not-found': async (operation) =>
      ask(operation, {
        params: await anOpenTransfer(),
        body: { as: 'matched', dossierCode: 'H25.03-991231-0001' },
      }),
    'payment-not-open': async (operation) => {
      const { dossier } = await loadFiledFile(await submitted());
      const body = { as: 'matched', dossierCode: dossier.code };
      return ask(operation, { params: await anOpenTransfer(), body });
    },
  },
  'send-feedback': {
    'correction-too-late': async (operation) =>
      ask(operation, { params: { dossierId: await refused() }, body: aCorrection('0912345679') }),
    'form-invalid': async (operation) =>
      ask(operation, { params: { dossierId: await submitted() }, body: aCorrection('12') }),
    'transition-not-allowed': async (operation) => ask(operation, { params: { dossierId: await aDraft() } }),
    'feedback-limit-reached': async (operation) => {
      const dossierId = await complainedOf();
      for (const _ of [2, 3, 4, 5]) await ask(operation, { params: { dossierId } });
      return ask(operation, { params: { dossierId } });
    },
    'calendar-ends': async (operation) => {
      const dossierId = await submitted();
      return beyondTheCalendar(() => ask(operation, { params: { dossierId } }));
    },
  },
  'answer-feedback': {
    'correction-too-late': async (operation) => {
      const params = await toBeCorrected();
      const etag = `"${(await loadFiledFile(params.dossierId)).dossier.version}"`;
      await transit(params.dossierId, { action: 'refuse', reason }, { etag });
      return ask(operation, { claims: leader, params, body: accepted });
    },
    'form-invalid': async (operation) => {
      const params = await toBeCorrected();
      const found = await loadFeedback(params.dossierId, 1);
      if (!found?.correction) throw new Error('nothing is to be corrected');
      await commit([putChangedFeedback({ ...found, correction: { ...found.correction, after: '12' } })]);
      return ask(operation, { claims: leader, params, body: accepted });
    },
    'feedback-answered': async (operation) => {
      const said = { claims: leader, params: { dossierId: await complainedOf(), number: '1' } };
      await ask(operation, said);
      return ask(operation, said);
    },
    'feedback-not-found': async (operation) =>
      ask(operation, {
        claims: officer('lanh-dao', 'H25.08'),
        params: { dossierId: await complainedOf(), number: '1' },
      }),
  },
  'rate-dossier': {
    'transition-not-allowed': async (operation) => ask(operation, { params: { dossierId: await aDraft() } }),
    'rating-too-early': async (operation) => ask(operation, { params: { dossierId: await submitted() } }),
    'rating-given': async (operation) => {
      const params = { dossierId: await refused() };
      await ask(operation, { params });
      return ask(operation, { params });
    },
  },
  'rate-by-receipt': {
    'idempotency-key-reused': async (operation) => {
      const key = randomUUID();
      const body = await onReceipt(await refused());
      await ask(operation, { key, body });
      return ask(operation, { key, body: { ...body, grade: 'unsatisfied' } });
    },
    'tracking-not-found': (operation) => ask(operation),
    'rating-too-early': async (operation) => ask(operation, { body: await onReceipt(await submitted()) }),
    'rating-given': async (operation) => {
      const body = await onReceipt(await refused());
      await ask(operation, { body });
      return ask(operation, { body });
    },
  },
  'request-export': {
    'invalid-request': (operation) => ask(operation, { body: { email: 'hoa' } }),
    'export-under-way': async (operation) => {
      const claims = { ...hoa, sub: randomUUID() };
      await ask(operation, { claims });
      return ask(operation, { claims });
    },
    'export-too-soon': async (operation) => {
      const claims = { ...hoa, sub: randomUUID() };
      const caller = { kind: 'applicant', subject: claims.sub, accountType: 'citizen', name: 'Hoa' } as const;
      const asked = requestedExport(caller, undefined, { id: randomUUID(), at: new Date() });
      await putAll(target, [putRequestedExport({ ...asked, state: 'ready' })]);
      return ask(operation, { claims });
    },
  },
  'change-consent': {
    'invalid-request': (operation) => ask(operation, { body: { state: 'perhaps' } }),
    'consent-wording-changed': (operation) => ask(operation, { body: { state: 'given', version: 99 } }),
    'consent-of-guardian': (operation) =>
      ask(operation, { claims: { ...hoa, sub: randomUUID(), SoDinhDanh: '035215001234' } }),
  },
  'request-extract': {
    'invalid-request': (operation) => ask(operation, { body: { figure: 'received' } }),
    'extract-under-way': async (operation) => {
      const claims = { ...officer('lanh-dao', 'H25.03'), sub: randomUUID() };
      await ask(operation, { claims });
      return ask(operation, { claims });
    },
  },
  'read-extract': {
    'extract-not-found': (operation) =>
      ask(operation, { claims: { ...officer('lanh-dao', 'H25.03'), sub: randomUUID() } }),
  },
  'read-export': {
    'export-not-found': (operation) => ask(operation, { claims: { ...hoa, sub: randomUUID() } }),
  },
  'read-calendar': {
    'calendar-version-not-found': (operation) => ask(operation, { query: { version: '99' } }),
  },
  'read-report': {
    'invalid-request': (operation) => ask(operation, { query: { from: '2021-10-10', to: '2021-01-01' } }),
  },
  'read-revenue': {
    'invalid-request': (operation) => ask(operation, { query: { from: '2021-10-10', to: '2021-01-01' } }),
  },
  'track-dossier': { 'tracking-not-found': (operation) => ask(operation) },
  'book-consignment': {
    'procedure-not-found': async () => book(await nowOf(await aPostedDraft(), gone)),
    'form-invalid': async () => book(await aPostedDraft(false), {}, '"1"'),
    'papers-incomplete': async () =>
      book(await aPostedDraft(), { papers: [{ paperId: 'identity-copy', originals: 0, copies: 1 }] }),
    'transition-not-allowed': async () => book(await submitted(), {}, '"5"'),
    'calendar-ends': async () => {
      const dossierId = await aPostedDraft();
      return beyondTheCalendar(() => book(dossierId, { window: { day: '2028-01-04', part: 'morning' } }));
    },
  },
  'cancel-consignment': {
    'version-stale': async (operation) =>
      ask(operation, { params: { dossierId: await aDraft(), number: '1' }, etag: '"9"' }),
    'dossier-not-found': (operation) =>
      ask(operation, { params: { dossierId: randomUUID(), number: '1' }, etag: '"1"' }),
    'consignment-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await aPostedDraft(), number: '1' }, etag: '"2"' }),
    'transition-not-allowed': async (operation) => {
      const params = { dossierId: await aPostedDraft(), number: '1' };
      await book(params.dossierId);
      await ask(operation, { params, etag: '"3"' });
      return ask(operation, { params, etag: '"4"' });
    },
  },
  'change-delivery': {
    'shipment-not-found': async (operation) =>
      ask(operation, { params: { dossierId: await submitted() }, etag: '"5"' }),
    'transition-not-allowed': async (operation) =>
      ask(operation, { params: { dossierId: await aDraft() }, etag: '"1"' }),
  },
  'open-hand-over': {
    'idempotency-key-reused': async (operation) => {
      const key = randomUUID();
      const other = { subject: desk.sub, key, requestHash: 'of another request' };
      await commit([putAnswer(other, { status: 200, headers: {}, body: '' }, new Date())]);
      return ask(operation, { key, body: { dossierIds: [await submitted()] } });
    },
    // What its desk is still taking in is none of those that were filed.
    'dossier-not-found': async (operation) => ask(operation, { body: { dossierIds: [await anIntake()] } }),
    'hand-over-not-allowed': async (operation) =>
      ask(operation, { body: { dossierIds: [await submitted()] } }),
  },
  'change-hand-over': {
    'version-stale': (operation) => ask(operation),
    'dossier-not-found': (operation) =>
      ask(operation, { etag: '"1"', body: { action: 'add', dossierIds: [randomUUID()] } }),
    'hand-over-not-found': (operation) => ask(operation, { params: { record: '2099-000002' } }),
    'hand-over-not-allowed': (operation) => ask(operation, { etag: '"1"', body: { action: 'sign' } }),
  },
  'read-hand-over': {
    'hand-over-not-found': (operation) => ask(operation, { params: { record: '2099-000002' } }),
  },
  'open-hand-over-sheet': {
    'hand-over-not-found': (operation) => ask(operation, { params: { record: '2099-000002' } }),
    'sheet-not-found': async (operation) => {
      await commit([putOpened({ ...anEmptyRecord, number: 3, state: 'discarded' })]);
      return ask(operation, { params: { record: '2099-000003' } });
    },
  },
  'draw-destruction-list': { 'destruction-not-allowed': (operation) => ask(operation) },
  'decide-destruction-list': {
    'version-stale': (operation) => ask(operation),
    'idempotency-key-reused': async (operation) => {
      const key = randomUUID();
      const other = { subject: leader.sub, key, requestHash: 'of another request' };
      await commit([putAnswer(other, { status: 200, headers: {}, body: '' }, new Date())]);
      return ask(operation, { key, etag: '"1"', body: { action: 'approve' } });
    },
    'destruction-list-not-found': (operation) =>
      ask(operation, { params: { agency: 'H25.03', list: '2099-000002' } }),
    // It does not name what is to be struck.
    'destruction-not-allowed': (operation) => ask(operation, { etag: '"1"' }),
  },
  'read-destruction-list': {
    'destruction-list-not-found': (operation) =>
      ask(operation, { params: { agency: 'H25.03', list: '2099-000002' } }),
  },
  'change-hold': {
    'hold-not-allowed': async (operation) =>
      ask(operation, {
        params: { dossierId: await submitted() },
        body: { action: 'lift', reason: 'Đã giải quyết xong' },
      }),
  },
  'receive-portal-filing': {
    'procedure-not-found': (operation) => filedThere(operation, { procedureCode: '1.999999' }),
    'online-filing-not-offered': (operation) => filedThere(operation, { procedureCode: '2.002036' }),
    'form-invalid': (operation) => filedThere(operation, { procedureCode: '2.001116' }),
    'document-not-fit': (operation) => {
      const [file] = Object(operation.examples?.request).files;
      return filedThere(operation, { files: [{ ...file, paperId: 'unknown' }] });
    },
  },
  'receive-sms-callback': { 'message-not-found': again },
  'receive-push-callback': { 'message-not-found': again },
  'receive-postal-callback': { 'shipment-not-found': again },
};

/** A partner reports what it reports in the example, once more. */
function again(operation: Operation) {
  return ask(operation, { body: { ...Object(operation.examples?.request), eventId: randomUUID() } });
}

/** What the portal hands on, changed so. */
function filedThere(operation: Operation, change: object) {
  const [eventId, portalCode] = [randomUUID(), randomUUID()];
  return ask(operation, { body: { ...Object(operation.examples?.request), eventId, portalCode, ...change } });
}

/** What every operation may come to, whatever it takes: its size is looked at before its shape. */
const always: readonly ProblemCode[] = ['body-too-large', 'internal'];

/** Who serves a file has no problem of its own. */
const served = operations.filter(({ content }) => content === undefined);

describe.each(served)('$id', (operation) => {
  const own = here[operation.id] ?? {};
  // What is described is met, and what is met here is described: `call` holds every answer against the description.
  const codes = new Set([...always, ...problemsOf(operation), ...(Object.keys(own) as ProblemCode[])]);

  it.each([...codes])('answers %s, as its description says', async (code) => {
    const provoke = own[code] ?? anywhere[code];
    if (!provoke) throw new Error(`no request is known to which ${operation.id} answers ${code}`);
    const { status, body } = await provoke(operation);
    expect({ status, code: body.code }).toEqual({ status: problems[code].status, code });
  });
});

describe.each(spreadsheets)('$id', (operation) => {
  it.each(['csv', 'xlsx'])('answers as %s, as its description says', async (format) => {
    const { status, headers } = await ask(operation, { query: { ...queries[operation.id], format } });
    expect([status, headers['content-disposition']]).toEqual([
      200,
      expect.stringMatching(new RegExp(`^attachment; filename="[a-z0-9-]+\\.${format}"$`)),
    ]);
  });
});
